#include <QtTest>

#include "core/study/shipped_studies.h"
#include "core/study/study_file.h"
#include "tests/support/failure.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::session;
using test::failureOf;

class TestStudySettings : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void takesEverySetting() {
        Study study = test::someStudy();
        study.version = 4;
        study.tasks.shots = 2;
        study.tasks.withinAlphabet = false;
        study.tasks.order = StudyOrder::New;
        study.tasks.seedRule = StudySeedRule::ByParticipant;
        study.timing = {2.5, 340, 120, 10};
        study.feedback = {AnswerFeedback::RightOrWrong, true, true};
        study.texts.consent = "I agree. Grüße 字";
        const ChallengeSettings settings = settingsOf(study, 7, QStringLiteral("data:not looked at"));
        QCOMPARE(settings.participant, QString());
        QCOMPARE(settings.source, test::challengeGlyphs);
        QCOMPARE(settings.ways, 5);
        QCOMPARE(settings.shots, 2);
        QVERIFY(!settings.withinAlphabet);
        QCOMPARE(settings.trials, 4);
        QCOMPARE(settings.practice, 1);
        QVERIFY(settings.feedback && settings.feedbackModel);
        QCOMPARE(settings.timeLimitSeconds, 2.5);
        QCOMPARE(settings.fixationMilliseconds, 340);
        QCOMPARE(settings.intervalMilliseconds, 120);
        QCOMPARE(settings.breakEvery, 10);
        QCOMPARE(settings.seed, 9U);  // 3 for the first participant, one more for each after
        QCOMPARE(settings.consent, QStringLiteral("I agree. Grüße 字"));
        QCOMPARE(settings.models(), QStringList({QStringLiteral("pixels-l2"), QStringLiteral("modified-hausdorff")}));
        QCOMPARE(settings.study.name, QStringLiteral("Reading and shapes"));
        QCOMPARE(settings.study.version, 4);
        QCOMPARE(settings.study.participant, 7);
        QCOMPARE(settings.study.sha256, QString::fromStdString(contentSha256(study)));
        QVERIFY(*studyOf(settings.study) == study);

        study.feedback = {AnswerFeedback::None, false, false};
        QVERIFY(!settingsOf(study, 1, {}).feedback && !settingsOf(study, 1, {}).tellsModel());
        QCOMPARE(settingsOf(study, 0, {}).seed, 3U);  // the first one's, as long as none has a number
    }

    void theDataOfAnOpenStudyAreChosenWhereItIsRun() {
        const QString source = QStringLiteral("lake:/data/all_runs.zip");
        QCOMPARE(settingsOf(shippedStudy("lake"), 1, source).source, source);
    }

    void aStudyWithoutModelsHasOneThatLearntNothing() {
        Study study = test::someStudy();
        study.models.clear();
        QCOMPARE(settingsOf(study, 1, {}).models(), QStringList({QStringLiteral("pixels-l2")}));
    }

    void readsWhatWasStored() {
        QVERIFY(!studyOf({}));
        StudyUse use = settingsOf(shippedStudy("blank"), 1, {}).study;
        QVERIFY(*studyOf(use) == shippedStudy("blank"));
        use.protocol.replace(QStringLiteral("\"practice\":3"), QStringLiteral("\"practice\":-3"));
        VERIFY_SAYS(failureOf([&] { studyOf(use); }), "tasks.practice");
    }

    void tellsWhatAPersonReads() {
        Study study = test::someStudy();
        study.questionsBefore.push_back(
            {.id = "heard", .text = "Which others have you seen?", .type = QuestionType::Alphabets});
        QCOMPARE(readableAlphabetsIn(study, QStringLiteral(R"({"age":34,"reads":["Greek","字"],"heard":["Kana"]})")),
                 QStringList({QStringLiteral("Greek"), QStringLiteral("字"), QStringLiteral("Kana")}));
        QVERIFY(readableAlphabetsIn(study, QStringLiteral(R"({"age":34})")).isEmpty());
        QVERIFY(readableAlphabetsIn(study, {}).isEmpty());
    }
};

ONESHOT_TEST(TestStudySettings)
#include "tst_study_settings.moc"
