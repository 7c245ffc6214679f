#include <QtTest>
#include <algorithm>
#include <set>

#include "core/models/models.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/places.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::test;

class TestShippedStudies : public QObject {
    Q_OBJECT
    TemporaryFolder folder_;

    static double percentOf(const Study& study, const std::string& label) {
        const auto figure = std::ranges::find(study.referenceFigures, label, &ReferenceFigure::label);
        return figure == study.referenceFigures.end() ? -1 : figure->percent;
    }

  private Q_SLOTS:
    void theyAreAsTheProgramWritesThem_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : shippedStudyNames()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void theyAreAsTheProgramWritesThem() {
        QFETCH(QString, name);
        const Study study = shippedStudy(name.toStdString());
        writeStudy(folder_ / "written.json", study);
        QCOMPARE(QString::fromStdString(fileText(folder_ / "written.json")),
                 QString::fromUtf8(contentOf(sourcePath("resources/studies/" + name + ".json"))));
    }

    /// Sessions are stored under a version: where one of these changes, so do its version and its line here.
    void theirVersionsAreOfTheirContents() {
        const auto fingerprint = [](const char* name) {
            const Study study = shippedStudy(name);
            return QString("%1 %2").arg(study.version).arg(QString::fromStdString(contentSha256(study)).left(16));
        };
        QCOMPARE(fingerprint("blank"), QString("1 3359b4a1b53b5ff4"));
        QCOMPARE(fingerprint("lake"), QString("1 1d26b233f5776e6e"));
        QCOMPARE(fingerprint("author"), QString("1 97d5a7d8feb70b92"));
    }

    void theBlankOneHasEveryTypeOfQuestion() {
        const Study study = shippedStudy("blank");
        std::set<QuestionType> types;
        for (const auto& questions : {study.questionsBefore, study.questionsAfter})
            for (const StudyQuestion& question : questions) types.insert(question.type);
        QCOMPARE(types.size(), EnumNames<QuestionType>::all.size());
        QVERIFY(!study.sourceSpec().empty());  // it runs as it is
    }

    void lakesRuns() {
        const Study study = shippedStudy("lake");
        QVERIFY(study.asksLakesRuns() && study.sourceSpec().empty());
        QVERIFY(study.tasks.needs.find("all_runs.zip") != std::string::npos);
        QCOMPARE(study.tasks.trials, 20 * 20);
        QCOMPARE(study.tasks.practice, 0);  // none are left
        QVERIFY(study.tasks.withinAlphabet && study.tasks.ways == 20);
        QCOMPARE(percentOf(study, "people, Lake et al."), 95.5);
    }

    void theAuthors() {
        const Study study = shippedStudy("author");
        QVERIFY(!study.asksLakesRuns() && study.sourceSpec().empty());
        QVERIFY(study.tasks.needs.find("images_evaluation.zip") != std::string::npos);
        QCOMPARE(study.tasks.ways, 20);
        QCOMPARE(percentOf(study, "the author"), 97.2);
        QCOMPARE(percentOf(study, "the author, unread alphabets"), 96.7);
        QVERIFY(std::ranges::count(study.questionsBefore, QuestionType::Alphabets, &StudyQuestion::type) == 1);
    }

    void theirModelsExist() {
        std::vector<std::string> known = baselineNames();
        known.emplace_back("shipped");
        for (const std::string& name : shippedStudyNames())
            for (const std::string& model : shippedStudy(name).models)
                QVERIFY2(std::ranges::find(known, model) != known.end(), model.c_str());
    }

    void othersAreMissing() {
        VERIFY_SAYS(failureOf([] { shippedStudy("none"); }), "none.json: this part of the workbench is not there");
    }
};

ONESHOT_TEST(TestShippedStudies)
#include "tst_shipped_studies.moc"
