// label: slow
#include <QCoreApplication>
#include <QtTest>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/json.h"
#include "core/study/shipped_studies.h"
#include "core/study/study_order.h"
#include "core/tasks/trial_plan.h"
#include "tests/support/challenge_stand.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"
#include "ui/session/challenge/study_figures.h"
#include "ui/session/studies/study_settings.h"

using namespace oneshot;
using namespace oneshot::session;
using test::Stand;
using State = ChallengeSession::State;

namespace {

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

/// The protocols that ship, done by people who err as often as those who were published.
class TestShippedStudySessions : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// Does all trials of the next participant, and misses every 22nd: 95.5 % are right of 400, and of 200.
    static void playLake(const Study& study, const std::filesystem::path& runs, const std::filesystem::path& store) {
        Stand stand(store);
        ChallengeSettings settings = settingsOf(study, 0, QStringLiteral("lake:") + text(runs));
        settings.participant = ChallengeSession::newParticipant();
        stand.session.begin(settings);
        QVERIFY2(stand.reaches(State::QuestionsBefore), qPrintable(stand.session.problem()));
        stand.session.answerQuestions(QStringLiteral(R"({"age":33})"));
        QVERIFY2(stand.starts(), qPrintable(stand.session.problem()));
        for (int number = 1; number <= study.tasks.trials; ++number) {
            const Task& task = stand.session.trial().task;
            const bool misses = number % 22 == 0;
            QVERIFY(stand.answers(misses ? (task.answer + 1) % static_cast<int>(task.ways.size()) : task.answer));
            stand.session.next();
            if (stand.session.state() == State::Break) stand.session.next();
        }
        QCOMPARE(stand.session.state(), State::QuestionsAfter);
        stand.session.answerQuestions(QStringLiteral("{}"));
        QVERIFY(stand.reaches(State::Ended));
        QCOMPARE(stand.states.count(State::Break), study.tasks.trials / 20 - 1);  // none after the last
    }

    /// Each participant does all tasks in the order that the study gives to their number.
    static void verifyOrders(const Study& study, const std::filesystem::path& runs, const TrialStore& store) {
        const std::vector<PlannedTrial> plan = planTrials(openLakeRuns(runs), study.tasks.seed, 0, study.tasks.trials);
        for (const SessionRecord& session : store.sessions()) {
            QCOMPARE(session.state, SessionRecord::State::Completed);
            const std::vector<int> order = tasksOrder(study, session.settings.study.participant);
            const std::vector<TrialRecord> trials = store.trials(session.id);
            QCOMPARE(std::ssize(trials), study.tasks.trials);
            std::set<QString> ids;
            std::map<QString, int> ofRuns;
            for (std::size_t i = 0; i < trials.size(); ++i) {
                QCOMPARE(trials[i].taskId.toStdString(), plan[static_cast<std::size_t>(order[i])].id);
                QCOMPARE(trials[i].ways, 20);
                QCOMPARE(trials[i].otherAnswers.size(), 2U);
                ids.insert(trials[i].taskId);
                ++ofRuns[trials[i].alphabet];
            }
            QCOMPARE(std::ssize(ids), study.tasks.trials);
            for (const auto& [run, count] : ofRuns) QCOMPARE(count, 20);
        }
        QVERIFY(store.trials(1).front().taskId != store.trials(2).front().taskId ||
                store.trials(1).back().taskId != store.trials(2).back().taskId);
    }

    void lake(const Study& study, const std::filesystem::path& runs, const std::string& name) const {
        const std::filesystem::path file = folder_ / name;
        for (int participant = 1; participant <= 2; ++participant) {
            playLake(study, runs, file);
            if (QTest::currentTestFailed()) return;
        }
        const TrialStore store = TrialStore::readOnly(file);
        verifyOrders(study, runs, store);
        const Json figures = studyFigures(studyData(store, QStringLiteral("Lake's runs")))["studies"][0]["figures"];
        QVERIFY(study.referenceFigures.front().percent == 95.5);  // of people
        QVERIFY(figures["people"]["accuracy_percent"] == study.referenceFigures.front().percent);
        QCOMPARE(figures["people"]["persons"].size(), 2U);
        QCOMPARE(figures["models"]["models"].size(), study.models.size());
        QVERIFY(figures["models"]["models"][0]["errors"]["tasks"] == study.tasks.trials);
    }

  private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationVersion(QStringLiteral("9.8.7")); }

    /// All 400 trials of 20 runs, as it ships.
    void lakesRunsOnMadeRuns() {
        test::writeZip(folder_ / "all_runs.zip", test::tinyLakeRuns(20, 20));
        lake(shippedStudy("lake"), folder_ / "all_runs.zip", "made.sqlite");
    }

    void lakesRunsOnTheFirstTen() {
        const std::filesystem::path runs = test::omniglotFolder() / "one_shot_runs_01-10.zip";
        if (!std::filesystem::exists(runs)) QSKIP("ONESHOT_OMNIGLOT_DIR names no folder with one_shot_runs_01-10.zip.");
        Study study = shippedStudy("lake");
        study.tasks.trials = 200;  // which these ten runs hold
        lake(study, runs, "real.sqlite");
    }

    /// Tasks of their own for each, across alphabets; those that a person reads are set apart.
    void theAuthorsTest() {
        const std::filesystem::path data = folder_ / "images_evaluation.zip", file = folder_ / "author.sqlite";
        test::writeZip(data, test::tinyOmniglot(6, 5, 20));
        const Study study = shippedStudy("author");
        Stand stand(file);
        std::set<QString> queries[2];
        for (int participant = 1; participant <= 2; ++participant) {
            ChallengeSettings settings = settingsOf(study, 0, QStringLiteral("data:") + text(data));
            settings.participant = ChallengeSession::newParticipant();
            stand.session.begin(settings);
            QVERIFY2(stand.reaches(State::QuestionsBefore), qPrintable(stand.session.problem()));
            QCOMPARE(stand.session.dataset()->alphabets.size(), 6U);
            const QString reads = QString::fromStdString(stand.session.dataset()->alphabets.front().name);
            stand.session.answerQuestions(QStringLiteral(R"({"reads":["%1"]})").arg(reads));
            QVERIFY2(stand.starts(), qPrintable(stand.session.problem()));
            QCOMPARE(stand.session.settings().seed, static_cast<quint64>(participant));
            for (int number = 1; number <= study.tasks.practice + 20; ++number) {
                QVERIFY(stand.answersRight());
                stand.next();
                const TrialRecord& trial = stand.session.records().back();
                queries[participant - 1].insert(trial.query);
                QCOMPARE(trial.readable, trial.alphabet == reads);
                std::set<QString> alphabets;
                for (const QString& way : trial.support) alphabets.insert(way.section(u'/', 0, 0));
                QCOMPARE(trial.support.size(), 20);
                QVERIFY(alphabets.size() >= 4);  // of 30 characters, five an alphabet
            }
            stand.session.end();
            QVERIFY(stand.reaches(State::Ended));
        }
        QVERIFY(queries[0] != queries[1]);
        const StudyData all = studyData(TrialStore::readOnly(file), QString::fromStdString(study.name));
        QCOMPARE(all.sessions.size(), 2U);
        QCOMPARE(all.studies.size(), 1U);
        QVERIFY(*all.studies.front().study == study);
        QVERIFY(study.referenceFigures[0].percent == 97.2 && study.referenceFigures[1].percent == 96.7);
    }
};

ONESHOT_TEST(TestShippedStudySessions)
#include "tst_shipped_study_sessions.moc"
