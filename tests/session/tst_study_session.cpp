#include <QSignalSpy>
#include <QtTest>
#include <set>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/tasks/trial_plan.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/some_study.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using namespace oneshot::session;
using test::settingsFor;
using test::someStudy;
using test::Stand;
using State = ChallengeSession::State;

namespace {

const QString before = QStringLiteral(R"({"age":34,"reads":[]})"), after = QStringLiteral(R"({"comments":"no, 字"})");

/// Begins a session and answers the questions before.
bool startsStudy(Stand& stand, const ChallengeSettings& settings) {
    stand.session.begin(settings);
    if (!stand.reaches(State::QuestionsBefore)) return false;
    stand.session.answerQuestions(before);
    return stand.starts();
}

/// Answers the trials that are left, the last one too.
bool answersAll(Stand& stand) {
    while (stand.session.state() == State::Ready) {
        if (!stand.answersRight()) return false;
        stand.next();
    }
    return true;
}

Study withoutQuestions() {
    Study study = someStudy();
    study.questionsBefore.clear();
    study.questionsAfter.clear();
    return study;
}

}  // namespace

#define BEGIN_STUDY(stand, settings) QVERIFY2(startsStudy(stand, settings), qPrintable((stand).session.problem()))

class TestStudySession : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::filesystem::path store() const { return folder_ / (std::string(QTest::currentTestFunction()) + ".sqlite"); }
    SessionRecord stored(qint64 id) const { return TrialStore(store()).session(id); }

    /// The tasks that count, in the order planned, by their names.
    static QStringList planned(const DatasetPtr& dataset, std::uint64_t seed, int trials) {
        QStringList names;
        for (const PlannedTrial& trial : planTrials(*dataset, {5, 1, true, seed, true}, 1, trials))
            if (!trial.practice) names += QString::fromStdString(trial.id);
        return names;
    }
    /// Those of a session that is done to its end.
    QStringList asked(const Study& study, int number) const {
        Stand stand(store());
        stand.session.begin(settingsFor(study, number));
        QStringList names;
        if (!stand.starts() || !answersAll(stand)) return {stand.session.problem()};
        for (const TrialRecord& trial : stand.session.records())
            if (!trial.practice) names += trial.taskId;
        return names;
    }

  private Q_SLOTS:
    void asksAroundTheTrials() {
        Stand stand(store());
        Study study = someStudy();
        study.tasks.trials = 12;
        const ChallengeSettings settings = settingsFor(study);
        stand.session.begin(settings);
        QVERIFY(!stand.session.study());
        QVERIFY2(stand.reaches(State::QuestionsBefore), qPrintable(stand.session.problem()));
        QVERIFY(*stand.session.study() == study);
        QCOMPARE(stand.session.settings().study.participant, 1);
        QVERIFY(stand.session.dataset());  // names the alphabets to choose from
        const QString alphabet = QString::fromStdString(stand.session.dataset()->alphabets[0].name);
        const qint64 id = stand.session.id();
        QVERIFY(stored(id).state == SessionRecord::State::Open);
        QCOMPARE(stored(id).answersBefore, QString());

        stand.session.next();
        stand.session.answer({});
        for (const char* text : {"", "[]", "no JSON"}) stand.session.answerQuestions(QString::fromLatin1(text));
        QCOMPARE(stand.session.state(), State::QuestionsBefore);
        stand.session.answerQuestions(QStringLiteral("{ \"age\": 34,\n \"reads\": [\"%1\"] }").arg(alphabet));
        QVERIFY(stand.reaches(State::Instruction));
        QCOMPARE(stored(id).answersBefore, QStringLiteral(R"({"age":34,"reads":["%1"]})").arg(alphabet));
        QCOMPARE(stored(id).settings.readableAlphabets, QStringList({alphabet}));
        QCOMPARE(stand.states,
                 QList<State>({State::Preparing, State::QuestionsBefore, State::Saving, State::Instruction}));

        QVERIFY(stand.starts());
        stand.session.answerQuestions(before);  // nothing asks
        QCOMPARE(stand.session.state(), State::Ready);
        QVERIFY(answersAll(stand));
        QCOMPARE(stand.session.state(), State::QuestionsAfter);
        QVERIFY(stored(id).state == SessionRecord::State::Open);
        std::set<QString> alphabets;
        for (const TrialRecord& trial : stand.session.records()) {
            QCOMPARE(trial.readable, trial.alphabet == alphabet);
            alphabets.insert(trial.alphabet);
        }
        QCOMPARE(alphabets.size(), 2U);  // so that both were told apart
        stand.session.answerQuestions(after);
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(stored(id).state == SessionRecord::State::Completed);
        QCOMPARE(stored(id).answersAfter, after);
        QVERIFY(TrialStore(store()).trials(id) == stand.session.records());
        QCOMPARE(stored(id).settings.study.sha256, settings.study.sha256);
    }

    void asksNothingThatTheStudyDoesNot() {
        Stand stand(store());
        stand.session.begin(settingsFor(withoutQuestions()));
        QVERIFY2(stand.starts(), qPrintable(stand.session.problem()));
        QVERIFY(answersAll(stand));
        QCOMPARE(stand.session.state(), State::Ended);
        QVERIFY(stored(1).state == SessionRecord::State::Completed);
        QVERIFY(!stand.states.contains(State::QuestionsBefore) && !stand.states.contains(State::QuestionsAfter));
    }

    /// It is stored whole, so that no file is needed, and what was answered is not asked again.
    void goesOnWithTheStoredProtocol() {
        Study study = someStudy();
        study.version = 3;
        ChallengeSettings settings;
        {
            Stand stand(store());
            BEGIN_STUDY(stand, settingsFor(study));
            for (int i = 0; i < 2; ++i) {
                QVERIFY(stand.answersRight());
                stand.next();
            }
            settings = stand.session.settings();
            stand.session.leave();
        }
        Stand stand(store());
        RESUME(stand, 1);
        QVERIFY(*stand.session.study() == study);
        QVERIFY(stand.session.settings() == settings);
        QCOMPARE(stand.session.trial().number, 3);
        QVERIFY(!stand.states.contains(State::QuestionsBefore));
        QVERIFY(answersAll(stand));
        QCOMPARE(stand.session.state(), State::QuestionsAfter);
        stand.session.leave();
        QCOMPARE(stand.session.state(), State::Idle);

        stand.session.resume(1);  // only the questions are left
        QVERIFY2(stand.reaches(State::QuestionsAfter), qPrintable(stand.session.problem()));
        stand.session.answerQuestions(after);
        QVERIFY(stand.reaches(State::Ended));
        QCOMPARE(stored(1).answersAfter, after);
        QVERIFY(stored(1).state == SessionRecord::State::Completed);
        QCOMPARE(stored(1).settings.study.version, 3);
    }

    void canBeLeftAtTheQuestions() {
        Stand stand(store());
        stand.session.begin(settingsFor(someStudy()));
        QVERIFY(stand.reaches(State::QuestionsBefore));
        stand.session.leave();
        QCOMPARE(stand.session.state(), State::Idle);
        stand.session.resume(1);
        QVERIFY(stand.reaches(State::QuestionsBefore));
        stand.session.answerQuestions(before);
        QVERIFY(stand.starts());
        QVERIFY(stand.answersRight());
        QVERIFY(stand.session.answered()->resumed);
        QVERIFY(!stand.session.answered()->answer.seenBefore);  // no trial was shown before the questions
        stand.session.end();
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(stored(1).state == SessionRecord::State::Ended);

        stand.session.begin(settingsFor(someStudy()));
        QVERIFY(stand.reaches(State::QuestionsBefore));
        stand.session.end();
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(stored(2).state == SessionRecord::State::Ended);
    }

    /// All trials are there: only the questions after are not answered.
    void endedAtTheLastQuestionsItIsComplete() {
        Stand stand(store());
        for (const bool fromTheQuestions : {false, true}) {
            BEGIN_STUDY(stand, settingsFor(someStudy()));
            while (stand.session.records().size() < 5) {
                QVERIFY(stand.answersRight());
                if (fromTheQuestions || stand.session.records().size() < 5) stand.next();
            }
            QCOMPARE(stand.session.state(), fromTheQuestions ? State::QuestionsAfter : State::Answered);
            stand.session.end();
            QVERIFY(stand.reaches(State::Ended));
            QVERIFY(stored(stand.session.id()).state == SessionRecord::State::Completed);
            QCOMPARE(stored(stand.session.id()).answersAfter, QString());
        }
    }

    void keepsAnswersThatCannotBeStored() {
        Stand stand(store());
        stand.session.begin(settingsFor(someStudy()));
        QVERIFY(stand.reaches(State::QuestionsBefore));
        {
            const test::FileSizeLimit full(1);
            stand.session.answerQuestions(before);
            QVERIFY(stand.reaches(State::Halted));
            QVERIFY(stand.session.answerPending());
            VERIFY_SAYS(stand.session.problem(), "the disk refused");
        }
        QCOMPARE(stored(1).answersBefore, QString());
        stand.session.retry();
        QVERIFY(stand.starts());
        QCOMPARE(stored(1).answersBefore, before);
        QVERIFY(answersAll(stand));
        {
            const test::FileSizeLimit full(1);
            stand.session.answerQuestions(after);
            QVERIFY(stand.reaches(State::Halted));
        }
        stand.session.leave();  // tries once more
        QTRY_COMPARE_WITH_TIMEOUT(stored(1).answersAfter, after, test::patience);
        QVERIFY(stored(1).state == SessionRecord::State::Completed);
    }

    void refusesAStudyThatWasChangedWithoutANewVersion() {
        Stand stand(store());
        Study study = withoutQuestions();
        stand.session.begin(settingsFor(study));
        QVERIFY(stand.starts());
        stand.session.leave();
        study.texts.instruction = "Be quick.";
        stand.session.begin(settingsFor(study));
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "Reading and shapes: the study was changed without a new version");
        bool isReady = false;
        stand.session.checkStore([&] { isReady = true; }, settingsFor(study).study);
        QTRY_VERIFY_WITH_TIMEOUT(!stand.session.problem().isEmpty(), test::patience);
        QVERIFY(!isReady);
        VERIFY_SAYS(stand.session.problem(), "changed without a new version");
        QCOMPARE(TrialStore(store()).sessions().size(), 1U);

        study.version = 2;
        stand.session.checkStore([&] { isReady = true; }, settingsFor(study).study);
        QTRY_VERIFY_WITH_TIMEOUT(isReady, test::patience);
        stand.session.begin(settingsFor(study));
        QVERIFY2(stand.starts(), qPrintable(stand.session.problem()));
        QCOMPARE(stand.session.settings().study.participant, 2);
        stand.session.leave();
        RESUME(stand, 1);  // as it was then
        QCOMPARE(stand.session.study()->texts.instruction, std::string());
    }

    void numbersGoUp() {
        Stand one(store()), two(store());
        const Study study = withoutQuestions();
        one.session.begin(settingsFor(study));
        two.session.begin(settingsFor(study));
        QVERIFY2(one.starts() && two.starts(), qPrintable(one.session.problem() + two.session.problem()));
        const auto number = [](const Stand& stand) { return stand.session.settings().study.participant; };
        QCOMPARE((std::set{number(one), number(two)}), (std::set{1, 2}));
        QCOMPARE(stored(one.session.id()).settings.study.participant, number(one));
        for (Stand* stand : {&one, &two}) stand->session.leave();

        for (const int asked : {1, 2}) {
            one.session.begin(settingsFor(study, asked));
            QVERIFY(one.reaches(State::Idle));
            VERIFY_SAYS(one.session.problem(), "none is given twice. The next participant's number is 3.");
        }
        one.session.begin(settingsFor(study, 5));  // some may be passed over
        QVERIFY(one.starts());
        QCOMPARE(number(one), 5);
        one.session.leave();
        QSignalSpy deleted(&one.session, &ChallengeSession::deleted);
        one.session.deleteSessions({one.session.id()});
        QVERIFY(deleted.wait(test::patience));
        two.session.begin(settingsFor(study));
        QVERIFY(two.starts());
        QCOMPARE(number(two), 6);
    }

    /// With two blocks, the second participant has the second one first.
    void ordersTasksByTheParticipant() {
        Study study = withoutQuestions();
        study.tasks.order = StudyOrder::Counterbalanced;
        study.tasks.blocks = 2;
        const QStringList first = asked(study, 1), second = asked(study, 2), third = asked(study, 3);
        const auto dataset = std::make_shared<const Dataset>(openDataset(parseDataSpec(study.sourceSpec())));
        const QStringList plan = planned(dataset, 3, 4);
        QCOMPARE(first, plan);
        QCOMPARE(second, QStringList({plan[2], plan[3], plan[0], plan[1]}));
        QCOMPARE(third, plan);

        study.version = 2;
        study.tasks.order = StudyOrder::New;
        study.tasks.seedRule = StudySeedRule::ByParticipant;
        QCOMPARE(asked(study, 4), planned(dataset, 6, 4));
        QCOMPARE(asked(study, 5), planned(dataset, 7, 4));
        QCOMPARE(TrialStore(store()).sessions().front().settings.seed, 7U);
    }

    void asksSeveralModels() {
        Stand stand(store());
        Study study = withoutQuestions();
        study.models = {"pixels-l2", "modified-hausdorff", "shipped"};
        stand.session.begin(settingsFor(study));
        QVERIFY2(stand.starts(), qPrintable(stand.session.problem()));
        std::vector<Task> tasks;
        while (stand.session.state() == State::Ready) {
            tasks.push_back(stand.session.trial().task);
            QVERIFY(stand.answersRight());
            stand.next();
        }
        const Dataset& dataset = *stand.session.dataset();
        const TaskResults pixels = evaluateTasks(*makePixelsL2(), dataset, tasks);
        const TaskResults distance = evaluateTasks(*makeModifiedHausdorff(), dataset, tasks);
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            const TrialRecord& record = stand.session.records()[i];
            QCOMPARE(record.modelId, QStringLiteral("pixels-l2"));
            QCOMPARE(record.modelWay, pixels.outcomes[i].predicted);
            QVERIFY(record.modelScores == pixels.outcomes[i].scores);
            QCOMPARE(record.otherAnswers.size(), 2U);
            const OtherAnswer& other = record.otherAnswers.at(QStringLiteral("modified-hausdorff"));
            QCOMPARE(other.way, distance.outcomes[i].predicted);
            QVERIFY(other.scores == distance.outcomes[i].scores);
            QCOMPARE(other.fingerprint, QStringLiteral("modified-hausdorff"));
            QVERIFY(!other.seen);
            QCOMPARE(record.otherAnswers.at(QStringLiteral("shipped")).scores.size(), 5U);
        }
        QCOMPARE(TrialStore(store()).session(1).modelFingerprint, QStringLiteral("pixels-l2"));
    }

    void saysWhichOtherModelCannotAnswer() {
        Stand stand(store());
        ChallengeSettings settings = test::someSettings();  // of no study
        settings.otherModels = {QStringLiteral("modified-hausdorff"), QStringLiteral("/none/model.safetensors")};
        stand.session.begin(settings);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "/none/model.safetensors: there is no such model");
        settings.otherModels = {ModelLibrary::live};
        stand.session.begin(settings);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "Stop the training");

        settings.otherModels = {QStringLiteral("modified-hausdorff")};
        BEGIN(stand, settings);
        QVERIFY(stand.answersRight());
        stand.session.leave();
        {
            TrialStore store_(store());
            SessionRecord record = store_.session(1);
            TrialRecord trial = store_.trials(1).front();
            trial.session = store_.addSession(record);
            trial.otherAnswers[settings.otherModels[0]].fingerprint = QStringLiteral("x");
            store_.addTrial(trial);
        }
        stand.session.resume(2);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "modified-hausdorff: this is not the model that the session was begun");
        RESUME(stand, 1);
    }
};

ONESHOT_TEST(TestStudySession)
#include "tst_study_session.moc"
