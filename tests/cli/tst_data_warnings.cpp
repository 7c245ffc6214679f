#include <QJsonArray>
#include <QTest>
#include <algorithm>

#include "core/files/png.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;

/// What data should be warned of, by every command that uses them.
class TestDataWarnings : public QObject, ProgramInHome {
    Q_OBJECT

  private slots:
    /// Two alphabets of three characters by four drawers, one drawing blank; beside them a picture of a kind that is
    /// not read.
    void initTestCase() {
        std::vector<ContainedFile> files = tinyOmniglot(2, 3, 4, "");
        Image blank = numberedImage(0);
        std::ranges::fill(blank.pixels, std::uint8_t{0});
        files.front().bytes = encodePng(blank);
        files.push_back({"Alpha/sketch.heic", bytesOf("a picture")});
        writeFolder(path("some").toStdString(), files);
    }

    void everyCommandWarns_data() {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
        const QStringList data{"--data", path("some")}, tasks{"--ways", "2", "--tasks", "5", "--json"};
        const QStringList tiny{"--steps",          "2",
                               "--threads",        "1",
                               "--json",           "--set",
                               "maps=4,4,4,4",     "embedding=8",
                               "pairs_per_step=4", "evaluation_tasks=5",
                               "evaluation_ways=2"};
        row("train", QStringList{"train", "--out", path("run")} + data + tiny);
        row("search", QStringList{"search", "--trials", "1", "--range", "dropout=0:0.5", "--out", path("search"),
                                  "--validation", "glyphs:alphabet-count=1,characters-per-alphabet=4,drawer-count=4"} +
                          data + tiny);
        row("evaluate", QStringList{"evaluate", "--model", "random"} + data + tasks);
        row("verification",
            QStringList{"evaluate", "--model", "random", "--verification", "--pairs", "10", "--json"} + data);
        row("compare", QStringList{"compare", "--models", "random", "--no-cache"} + data + tasks);
        row("tasks", QStringList{"tasks", "--ways", "2", "--count", "1"} + data);
        row("data info", {"data", "info", path("some"), "--json"});
        row("report", QStringList{"report", path("run"), "--format", "md", "--out", path("report.md")} + data);
    }
    void everyCommandWarns() {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == 0, outcome.messages.constData());
        const bool describes = arguments.contains("info");  // warnings are what it prints
        for (const char* text : {": 1 image is almost empty, or of one brightness: Alpha/",
                                 ": 1 .heic file was passed over: Alpha/sketch.heic"})
            QVERIFY2(describes || (outcome.messages.contains("warning: ") && outcome.messages.contains(text)),
                     outcome.messages.constData());
        if (!arguments.contains("--json")) return;
        QStringList kinds;
        for (const auto& warning : outcome.json()["warnings"].toArray()) {
            kinds << warning.toObject()["kind"].toString();
            if (!describes) QCOMPARE(warning.toObject()["data"].toString(), QString("some"));
        }
        QVERIFY2(kinds.contains("almost_empty") && kinds.contains("passed_over"), qPrintable(kinds.join(' ')));
    }

    void tooManyThreadsAreToldOf() {
        const Outcome outcome =
            run({"train", "--data", path("some"), "--steps", "1", "--threads", "512", "--out", path("threads"),
                 "--json", "--set", "maps=4,4,4,4", "embedding=8", "pairs_per_step=4"});
        QVERIFY2(outcome.status == 0, outcome.messages.constData());
        QVERIFY2(outcome.messages.contains("512 threads"), outcome.messages.constData());
    }

    void whatIsPassedOverStandsInTheText() {
        const Outcome outcome = run({"data", "info", path("some")});
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.output.contains("1 .heic file was passed over: Alpha/sketch.heic"),
                 outcome.output.constData());
    }

    void soundDataAreNotWarnedOf() {
        const Outcome outcome = run({"evaluate", "--model", "random", "--data", "glyphs:alphabet-count=1", "--ways",
                                     "5", "--tasks", "5", "--json"});
        QCOMPARE(outcome.status, 0);
        QVERIFY2(!outcome.messages.contains("warning"), outcome.messages.constData());
        QVERIFY(outcome.json()["warnings"].isArray() && outcome.json()["warnings"].toArray().isEmpty());
    }
};

ONESHOT_TEST(TestDataWarnings)
#include "tst_data_warnings.moc"
