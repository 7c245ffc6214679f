#include <QCoreApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

#include "core/evaluation/task_evaluation.h"
#include "core/models/baselines.h"
#include "core/tasks/trial_plan.h"
#include "tests/support/challenge_stand.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "tests/support/trials_csv.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/trials/trial_export.h"

using namespace oneshot;
using test::patience;
using test::someSettings;
using test::Stand;
using namespace oneshot::session;
using State = ChallengeSession::State;

namespace {

ChallengeSettings settingsOfTwentyTrials() {
    ChallengeSettings settings = someSettings();
    settings.source = QStringLiteral("data:tiny");
    settings.shots = 2;
    settings.seed = 11;
    settings.practice = 2;
    settings.trials = 20;
    settings.consent = QStringLiteral("abc");
    settings.readableAlphabets = {QStringLiteral("alphabet 2")};
    return settings;
}

}  // namespace

/// What a session is made of: its tasks, its records, and why it cannot begin or be taken up.
class TestChallengePreparation : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::filesystem::path store() const { return folder_ / (std::string(QTest::currentTestFunction()) + ".sqlite"); }

    /// All of a completed session is in the store, and its trials come back from an export.
    void verifyStored(const ChallengeSettings& settings, const std::vector<TrialRecord>& records) const {
        const TrialStore stored(store());
        const SessionRecord session = stored.sessions().front();
        QVERIFY(session.state == SessionRecord::State::Completed);
        QVERIFY(session.settings == settings);
        QCOMPARE(session.consentVersion, QStringLiteral("ba7816bf8f01"));  // SHA-256 of "abc"
        QCOMPARE(session.version, QStringLiteral("9.8.7"));
        QVERIFY(stored.trials(session.id) == records);
        QVERIFY(test::parseTrialsCsv(trialsCsv(records)) == records);
    }

  private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationVersion(QStringLiteral("9.8.7")); }

    /// 2 trials for practice and 20 that count, answered by rule: every third wrong, every seventh not in time. The
    /// model's answers are asked of the engine itself.
    void twentyTrials() {
        const auto dataset = [] {
            Dataset tiny = test::tinyDataset({6, 8}, 4);
            tiny.spec = "tiny";
            return std::make_shared<const Dataset>(std::move(tiny));
        }();
        const auto plan = planTrials(*dataset, {5, 2, true, 11, true}, 2, 20);
        std::vector<Task> tasks;
        for (const PlannedTrial& trial : plan) tasks.push_back(trial.task);
        const TaskResults model = evaluateTasks(*makePixelsL2(), *dataset, tasks);

        Stand stand(store());
        stand.workspace.background().use(dataset);
        const ChallengeSettings settings = settingsOfTwentyTrials();
        QSignalSpy progressed(&stand.session, &ChallengeSession::progressed);
        BEGIN(stand, settings);
        QVERIFY(!progressed.isEmpty());
        QCOMPARE(stand.session.dataset(), dataset);  // the window's own, not read again

        PairedAnswers expected;
        int timeouts = 0;
        for (int number = 1; number <= 22; ++number) {
            const ChallengeTrial trial = stand.session.trial();
            const PlannedTrial& planned = plan[number - 1];
            QCOMPARE(trial.number, number);
            QCOMPARE(trial.total, 22);
            QCOMPARE(trial.practice, number <= 2);
            QCOMPARE(trial.id, QString::fromStdString(planned.id));
            QCOMPARE(trial.task.query, planned.task.query);
            QVERIFY(!stand.session.answered());  // the model's answer is hidden

            const bool late = number % 7 == 0, right = !late && number % 3 != 0;
            QVERIFY(stand.answers(late ? -1 : right ? trial.task.answer : (trial.task.answer + 1) % 5));
            const TrialRecord record = stand.session.answered().value();
            QCOMPARE(record.correct(), right);
            QCOMPARE(record.modelWay, model.outcomes[number - 1].predicted);
            QCOMPARE(record.modelScores.size(), 5U);
            QVERIFY(std::ranges::equal(record.modelScores, model.outcomes[number - 1].scores));
            QCOMPARE(record.readable, record.alphabet == QStringLiteral("Alphabet2"));
            if (number > 2) {
                expected.add(right, model.outcomes[number - 1].right);
                timeouts += late;
            }
            stand.next();
        }
        QCOMPARE(stand.session.state(), State::Ended);

        const ChallengeResults results = resultsOf(stand.session.records());
        QCOMPARE(results.all.answers.total(), 20);
        QCOMPARE(results.all.answers.bothRight, expected.bothRight);
        QCOMPARE(results.all.answers.onlyFirst, expected.onlyFirst);
        QCOMPARE(results.all.answers.onlySecond, expected.onlySecond);
        QCOMPARE(results.all.timeouts, timeouts);
        QCOMPARE(results.times.count, 20 - timeouts);

        verifyStored(settings, stand.session.records());
    }

    void aRecordNamesWhatWasShown() {
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.practice = 0;
        settings.shots = 2;
        settings.withinAlphabet = false;
        BEGIN(stand, settings);
        const Task task = stand.session.trial().task;
        const Dataset& dataset = *stand.session.dataset();
        const QDateTime before = QDateTime::currentDateTimeUtc();
        QVERIFY(stand.answers(3));
        const TrialRecord record = stand.session.answered().value();
        const auto name = [&](CharacterId id, DrawingId drawing) {
            return QString::fromStdString(dataset.alphabets[id.alphabet].name + '/' + dataset.character(id).name +
                                          " by " + std::to_string(dataset.drawings[drawing].drawer));
        };
        QCOMPARE(record.query, name(task.ways[task.answer].character, task.query));
        QCOMPARE(record.support.size(), 5);
        QCOMPARE(record.support[4], name(task.ways[4].character, task.ways[4].drawings[0]) + QLatin1Char('+') +
                                        name(task.ways[4].character, task.ways[4].drawings[1]));
        QCOMPARE(record.ways, 5);
        QCOMPARE(record.shots, 2);
        QVERIFY(!record.withinAlphabet);
        QCOMPARE(record.correctWay, task.answer);
        QCOMPARE(record.answer.way, 3);
        QCOMPARE(record.dataSha256, QString::fromStdString(dataset.sha256));
        QCOMPARE(record.modelFingerprint, QStringLiteral("pixels-l2"));
        QCOMPARE(record.version, QStringLiteral("9.8.7"));
        QVERIFY(!record.resumed);
        QVERIFY(record.answeredUtc >= before.addMSecs(-1));
        QCOMPARE(record.shownUtc.msecsTo(record.answeredUtc), 1001);
    }

    void marksWhatTheModelLearntFrom() {
        Stand stand(store());
        const auto model = [&] { return stand.workspace.models().model(ModelLibrary::shipped); };
        QTRY_VERIFY_WITH_TIMEOUT(model(), patience);
        QVERIFY(!model()->origin().learnt.empty());
        const LearntAlphabet& learnt = model()->origin().learnt.front();
        Dataset tiny = test::tinyDataset({5, 5}, 4);  // the second alphabet is one that it learnt from, by its names
        tiny.spec = "tiny";
        tiny.alphabets[1].name = learnt.name;
        for (int i = 0; i < 5; ++i) tiny.alphabets[1].characters[i].name = learnt.characters.at(i);
        stand.workspace.background().use(std::make_shared<const Dataset>(std::move(tiny)));
        ChallengeSettings settings = someSettings();
        settings.source = QStringLiteral("data:tiny");
        settings.trials = 9;
        settings.modelId = ModelLibrary::shipped;
        std::optional<LearntTasks> told;
        stand.session.countLearnt(settings, [&](const LearntTasks& learntTasks) { told = learntTasks; });
        QTRY_VERIFY_WITH_TIMEOUT(told, patience);
        QCOMPARE(stand.session.state(), State::Idle);
        BEGIN(stand, settings);
        int seen = 0, seenThatCount = 0;
        QSet<QString> asked, known;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(stand.answersRight());
            const TrialRecord& record = *stand.session.answered();
            QCOMPARE(record.seenByModel, record.alphabet == QString::fromStdString(learnt.name));
            QCOMPARE(record.modelFingerprint, QString::fromStdString(model()->fingerprint()));
            seen += record.seenByModel;
            if (!record.practice) {
                seenThatCount += record.seenByModel;
                for (const QString& drawing : record.support) asked += drawing.section(QStringLiteral(" by "), 0, 0);
            }
            stand.next();
        }
        QVERIFY(seen > 0 && seen < 10);
        for (const QString& character : asked)
            if (character.startsWith(QString::fromStdString(learnt.name) + u'/')) known += character;
        QCOMPARE(told->tasks, seenThatCount);
        QCOMPARE(told->allTasks, 9);
        QCOMPARE(told->characters, static_cast<int>(known.size()));
        QCOMPARE(told->allCharacters, static_cast<int>(asked.size()));

        told.reset();
        settings.modelId = QStringLiteral("pixels-l2");
        QVERIFY(stand.reaches(State::Ended));
        stand.session.countLearnt(settings, [&](const LearntTasks& learntTasks) { told = learntTasks; });
        QTRY_VERIFY_WITH_TIMEOUT(told, patience);
        QCOMPARE(told->tasks, 0);
    }

    void ofLakesRuns() {
        test::writeZip(folder_ / "lake.zip", test::tinyLakeRuns(3, 5));
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.source = QStringLiteral("lake:") + QString::fromStdString((folder_ / "lake.zip").string());
        settings.ways = 20;
        settings.withinAlphabet = false;  // asked of sampled tasks only
        BEGIN(stand, settings);
        static const QRegularExpression id(QStringLiteral("^run0[123]/item0[1-5]\\.png$"));
        QVERIFY2(id.match(stand.session.trial().id).hasMatch(), qPrintable(stand.session.trial().id));
        QVERIFY(stand.answersRight());
        QCOMPARE(stand.session.answered()->ways, 5);
        QVERIFY(stand.session.answered()->withinAlphabet);
        QVERIFY(TrialStore(store()).allTrials() == stand.session.records());
        QCOMPARE(stand.session.example().value().ways.size(), 5U);
        stand.session.leave();
        settings.trials = 14;  // with one for practice all that these runs hold: none is left for an example
        BEGIN(stand, settings);
        QVERIFY(!stand.session.example());

        // What the window has open already is not read again.
        std::filesystem::rename(folder_ / "lake.zip", folder_ / "moved.zip");
        Stand again(folder_ / "lake2.sqlite");
        again.workspace.openLake(QString::fromStdString((folder_ / "moved.zip").string()));
        QTRY_VERIFY_WITH_TIMEOUT(again.workspace.lake(), patience);
        std::filesystem::rename(folder_ / "moved.zip", folder_ / "gone.zip");
        settings.source = QStringLiteral("lake:") + QString::fromStdString((folder_ / "moved.zip").string());
        BEGIN(again, settings);
        QCOMPARE(again.session.dataset().get(), &again.workspace.lake()->dataset);
    }

    void ofTheRealRuns() {
        const std::filesystem::path runs = test::omniglotFolder() / "one_shot_runs_01-10.zip";
        if (!std::filesystem::exists(runs)) QSKIP("ONESHOT_OMNIGLOT_DIR names no folder with one_shot_runs_01-10.zip.");
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.source = QStringLiteral("lake:") + QString::fromStdString(runs.string());
        settings.trials = 200;
        settings.practice = 1;
        stand.session.begin(settings);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "200 and 1 for practice are more than the 200");
        settings.trials = 197;
        settings.practice = 3;
        settings.modelId = ModelLibrary::shipped;
        QElapsedTimer clock;
        clock.start();
        BEGIN(stand, settings);
        qInfo("200 trials prepared in %.2f s", static_cast<double>(clock.elapsed()) / 1000);
        QVERIFY(stand.answersRight());
        QCOMPARE(stand.session.answered()->ways, 20);
        QCOMPARE(stand.session.answered()->modelScores.size(), 20U);
        QVERIFY(!stand.session.answered()->seenByModel);
    }

    void takesUpOnlyWhatIsStillTheSame() {
        Stand stand(store());
        BEGIN(stand, someSettings());
        QVERIFY(stand.answersRight());
        stand.session.leave();
        const auto refusal = [&](auto change, auto changeTrial) {
            qint64 id = 0;
            {
                TrialStore stored(store());
                SessionRecord record = stored.session(1);
                TrialRecord trial = stored.trials(1).front();
                change(record);
                id = trial.session = stored.addSession(record);
                changeTrial(trial);
                stored.addTrial(trial);
            }
            stand.session.resume(id);
            return stand.reaches(State::Idle) ? stand.session.problem() : QStringLiteral("it goes on");
        };
        const auto nothing = [](auto&) {};
        VERIFY_SAYS(refusal([](SessionRecord& record) { record.modelFingerprint = QStringLiteral("x"); }, nothing),
                    "this is not the model that the session was begun with");
        VERIFY_SAYS(refusal([](SessionRecord& record) { record.dataSha256 = QStringLiteral("x"); }, nothing),
                    "these are not the data that the session was begun with");
        VERIFY_SAYS(refusal(nothing, [](TrialRecord& trial) { trial.query = QStringLiteral("x"); }),
                    "Trial 1 of the session is not the one");
        VERIFY_SAYS(
            refusal([](SessionRecord& record) { record.settings.source = QStringLiteral("data:/none.zip"); }, nothing),
            "none.zip");
        stand.session.resume(99);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "no session 99");
        RESUME(stand, 1);
    }

    void saysWhyItCannotBegin() {
        Stand stand(store());
        const auto problem = [&](auto change) {
            ChallengeSettings settings = someSettings();
            change(settings);
            stand.session.begin(settings);
            return stand.reaches(State::Idle) ? stand.session.problem() : QStringLiteral("it begins");
        };
        VERIFY_SAYS(problem([](auto& settings) { settings.modelId = QStringLiteral("/none/model.safetensors"); }),
                    "there is no such model");
        VERIFY_SAYS(problem([](auto& settings) { settings.modelId = ModelLibrary::live; }), "Stop the training");
        VERIFY_SAYS(problem([](auto& settings) { settings.source = QStringLiteral("data:/none.zip"); }), "none.zip");
        VERIFY_SAYS(problem([](auto& settings) { settings.source = QStringLiteral("pictures"); }), "names neither");
        VERIFY_SAYS(problem([](auto& settings) { settings.ways = 7; }), "7 ways are more than the 6");
        VERIFY_SAYS(problem([](auto& settings) { settings.trials = 0; }), "must be at least 1");
        QVERIFY(!std::filesystem::exists(store()));  // made at the first session only
        BEGIN(stand, someSettings());
        QVERIFY(stand.session.problem().isEmpty());

        test::writeFile(folder_ / "text.sqlite", test::bytesOf(std::string(5000, 'x')));
        Stand other(folder_ / "text.sqlite");
        other.session.begin(someSettings());
        QVERIFY(other.reaches(State::Idle));
        VERIFY_SAYS(other.session.problem(), "this is no file of trials");
    }
};

ONESHOT_TEST(TestChallengePreparation)
#include "tst_challenge_preparation.moc"
