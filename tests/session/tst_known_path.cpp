#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/drawing/sketch_json.h"
#include "core/files/png.h"
#include "core/models/safetensors.h"
#include "core/report/report_formats.h"
#include "core/runs/run_directory.h"
#include "core/search/search_record.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/files.h"
#include "tests/support/made_up_run.h"
#include "tests/support/made_up_search.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/tiny_run.h"
#include "ui/session/studies/study_tables.h"
#include "ui/session/trials/trial_export.h"
#include "ui/session/workspace/known_path.h"

using namespace oneshot;
using session::PathKind;
namespace fs = std::filesystem;

class TestKnownPath : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    session::KnownPath at(const std::string& name) const {
        return session::recognise(QString::fromStdString((folder_ / name).string()));
    }
    void write(const std::string& name, const std::string& text) const {
        test::writeFile(folder_ / name, test::bytesOf(text));
    }

  private Q_SLOTS:
    void tellsData() {
        test::writeZip(folder_ / "set.zip", test::tinyOmniglot());
        test::writeFolder(folder_ / "set", test::tinyOmniglot());
        write("table.csv", "label,a,b\nx,1,2\n");
        for (const char* name : {"set.zip", "set", "table.csv"}) {
            QCOMPARE(at(name).kind, PathKind::Data);
            QCOMPARE(at(name).path, QString::fromStdString((folder_ / name).string()));
            QVERIFY(at(name).words.isEmpty());
        }
    }

    void tellsLakesRuns() {
        test::writeZip(folder_ / "all_runs.zip", test::tinyLakeRuns());
        test::writeFolder(folder_ / "all_runs", test::tinyLakeRuns());
        QCOMPARE(at("all_runs.zip").kind, PathKind::LakeRuns);
        QCOMPARE(at("all_runs").kind, PathKind::LakeRuns);
    }

    void tellsWhatTheProgramWrote() {
        const fs::path run = test::train(test::tinyRun(folder_ / "run")).directory;
        writeReport(makeRunReport(run, {}), ReportFormat::JsonText, folder_ / "report.json");
        writeReport(makeRunReport(run, {}), ReportFormat::Markdown, folder_ / "report.md");
        writeReport(makeRunReport(run, {}), ReportFormat::TensorBoard, folder_ / "events");
        fs::create_directories(folder_ / "search");
        writeSearch(folder_ / "search", test::madeUpSearch(2));
        QCOMPARE(at("run").kind, PathKind::Run);
        QCOMPARE(at("run/checkpoints/last.safetensors").kind, PathKind::Weights);
        QCOMPARE(at("report.json").kind, PathKind::Report);
        QCOMPARE(at("report.md").kind, PathKind::Document);
        QCOMPARE(at("events").kind, PathKind::EventFiles);
        QCOMPARE(at("search").kind, PathKind::Search);
    }

    void tellsDrawingsAndAnswers() {
        test::writeFile(folder_ / "one.png", encodePng(test::numberedImage(3)));
        Sketch sketch;
        write("strokes.json", sketchJson(sketch));
        const QByteArray csv = session::trialsCsv({}), json = session::trialsJson({}, {});
        write("trials.csv", csv.toStdString());
        write("trials.json", json.toStdString());
        QCOMPARE(at("one.png").kind, PathKind::Drawing);
        QCOMPARE(at("strokes.json").kind, PathKind::Drawing);
        QCOMPARE(at("trials.csv").kind, PathKind::Answers);
        QCOMPARE(at("trials.json").kind, PathKind::Answers);
    }

    void tellsStudies() {
        writeStudy(folder_ / "study.json", shippedStudy("blank"));
        write("study of one line.json", toJson(shippedStudy("lake")).dump());
        QCOMPARE(at("study.json").kind, PathKind::Study);
        QCOMPARE(at("study of one line.json").kind, PathKind::Study);
        session::StudyData nothing;
        write("export.json", session::studyJson(nothing).dump(2));
        QCOMPARE(at("export.json").kind, PathKind::Answers);
        for (const session::ExportedFile& file : session::studyTables(nothing, true))
            if (file.name == "trials.csv") write(file.name, file.bytes.toStdString());
        QCOMPARE(at("trials.csv").kind, PathKind::Answers);
    }

    void saysWhatItCannotTake_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("video.mp4") << QByteArray(
                                          "\0\0\0\x18"
                                          "ftypmp42",
                                          12)
                                   << QStringLiteral("a video");
        QTest::newRow("weights.pth") << QByteArray("\x80\x02}q\0.", 6) << QStringLiteral("pickle");
        QTest::newRow("notes.txt") << QByteArray("Dear diary") << QStringLiteral("text");
        QTest::newRow("other.json") << QByteArray("{\"a\": 1}") << QStringLiteral("text");
        QTest::newRow("empty.zip") << QByteArray() << QStringLiteral("an empty file");
    }
    void saysWhatItCannotTake() {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        const std::string name = QTest::currentDataTag();
        write(name, content.toStdString());
        QCOMPARE(at(name).kind, PathKind::Other);
        QVERIFY2(at(name).words.contains(words), qPrintable(at(name).words));
    }

    void saysWhatIsNotThere() {
        QCOMPARE(at("nowhere").kind, PathKind::Missing);
        QVERIFY(at("nowhere").words.contains(QStringLiteral("not there")));
    }
};

ONESHOT_TEST(TestKnownPath)
#include "tst_known_path.moc"
