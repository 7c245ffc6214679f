#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>
#include <set>

#include "tests/support/challenge_stand.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"

using namespace oneshot;
using test::patience;
using test::someSettings;
using test::Stand;
using namespace oneshot::session;
using State = ChallengeSession::State;

class TestChallengeSession : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::filesystem::path store() const { return folder_ / (std::string(QTest::currentTestFunction()) + ".sqlite"); }

  private Q_SLOTS:
    void statesFollowOneAnother() {
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.trials = 5;
        settings.breakEvery = 2;
        BEGIN(stand, settings);
        QCOMPARE(stand.states, QList<State>({State::Preparing, State::Instruction, State::Ready}));
        for (int number = 1; number <= 6; ++number) {
            stand.states.clear();
            QVERIFY(stand.answersRight());
            stand.session.answer({});  // only once
            stand.session.next();
            QList<State> expected{State::Saving, State::Answered};
            if (number == 6) expected = {State::Saving, State::Saving, State::Answered};  // and the completion
            const bool due = number == 3 || number == 5;  // after two and four that count
            const State follows = number == 1   ? State::PracticeOver
                                  : number == 6 ? State::Ended
                                  : due         ? State::Break
                                                : State::Ready;
            expected += follows;
            QCOMPARE(stand.states, expected);
            if (follows != State::PracticeOver && follows != State::Break) continue;
            stand.session.answer({});  // nothing is shown that it could answer
            QCOMPARE(stand.session.state(), follows);
            stand.session.next();
        }
        QCOMPARE(stand.session.records().size(), 6U);
        stand.next();
        stand.session.end();
        stand.session.retry();
        QCOMPARE(stand.session.state(), State::Ended);
        BEGIN(stand, settings);  // another one
        QVERIFY(stand.session.records().empty());
    }

    /// Nothing is asked before the person has begun; what is asked is shown by a task that is none of theirs.
    void instructsFirst() {
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.practice = 2;
        stand.session.begin(settings);
        QVERIFY2(stand.reaches(State::Instruction), qPrintable(stand.session.problem()));
        stand.session.answer({});
        QCOMPARE(stand.session.state(), State::Instruction);
        const Task example = stand.session.example().value();
        QCOMPARE(example.ways.size(), 5U);
        const auto drawings = [](const Task& task) {
            std::set<DrawingId> all{task.query};
            for (const Way& way : task.ways) all.insert(way.drawings.begin(), way.drawings.end());
            return std::pair(task.query, all);
        };
        QVERIFY(stand.starts());
        std::vector<std::pair<int, int>> places;
        for (int number = 1; number <= 6; ++number) {
            const ChallengeTrial& trial = stand.session.trial();
            places.emplace_back(trial.ordinal, trial.count);
            QCOMPARE(trial.practice, number <= 2);
            QVERIFY(drawings(trial.task) != drawings(example));
            QVERIFY(stand.answersRight());
            stand.next();
        }
        QCOMPARE(stand.session.state(), State::Ended);
        QVERIFY(places == (std::vector<std::pair<int, int>>{{1, 2}, {2, 2}, {1, 4}, {2, 4}, {3, 4}, {4, 4}}));
        QCOMPARE(TrialStore(store()).trials(1).size(), 6U);  // the example is none of them
    }

    void refusesAnAnswerThatIsNoPlace() {
        Stand stand(store());
        BEGIN(stand, someSettings());
        for (const int way : {5, -2}) {
            TrialAnswer answer;
            answer.way = way;
            stand.session.answer(answer);
            QCOMPARE(stand.session.state(), State::Ready);
        }
    }

    void goesOnAfterTheLastStoredTrial() {
        const ChallengeSettings settings = someSettings();
        std::vector<QString> ids;
        qint64 id = 0;
        {
            Stand stand(store());
            BEGIN(stand, settings);
            for (int i = 0; i < 2; ++i) {
                ids.push_back(stand.session.trial().id);
                QVERIFY(stand.answersRight());
                stand.next();
            }
            ids.push_back(stand.session.trial().id);
            stand.session.leave();
            QCOMPARE(stand.session.state(), State::Idle);
            id = TrialStore(store()).sessions().front().id;
        }
        Stand stand(store());
        RESUME(stand, id);
        QVERIFY(stand.session.settings() == settings);
        QCOMPARE(stand.session.trial().number, 3);
        QCOMPARE(stand.session.trial().id, ids[2]);
        QCOMPARE(stand.session.records().size(), 2U);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(stand.answersRight());
            stand.next();
        }
        QCOMPARE(stand.session.state(), State::Ended);
        const TrialStore stored(store());
        QVERIFY(stored.session(id).state == SessionRecord::State::Completed);
        QCOMPARE(stored.session(id).resumptions, 1);
        QList<bool> marks;
        for (const TrialRecord& trial : stored.trials(id)) marks += trial.resumed;
        QCOMPARE(marks, QList<bool>({false, false, true, true, true}));
        QList<bool> seen;  // the first one after may have been
        for (const TrialRecord& trial : stored.trials(id)) seen += trial.answer.seenBefore;
        QCOMPARE(seen, QList<bool>({false, false, true, false, false}));

        stand.session.resume(id);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "has come to its end");
    }

    void completesWhatOnlyLacksTheNote() {
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.practice = 0;
        settings.trials = 1;
        BEGIN(stand, settings);
        QVERIFY(stand.answersRight());
        stand.session.leave();
        qint64 id = 0;
        {
            TrialStore stored(store());
            SessionRecord record = stored.session(1);
            TrialRecord trial = stored.trials(1).front();
            record.state = SessionRecord::State::Open;
            id = trial.session = stored.addSession(record);
            stored.addTrial(trial);
        }
        stand.session.resume(id);
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(TrialStore(store()).session(id).state == SessionRecord::State::Completed);
    }

    void haltsAndTriesAgain() {
        Stand stand(store());
        BEGIN(stand, someSettings());
        QVERIFY(stand.answersRight());
        stand.next();
        TrialAnswer answer;
        answer.way = 2;
        answer.milliseconds = 321.5;
        {
            const test::FileSizeLimit full(1);
            stand.session.answer(answer);
            QVERIFY(stand.reaches(State::Halted));
            VERIFY_SAYS(stand.session.problem(), "the disk refused");
            QVERIFY(!stand.session.answered());
            QVERIFY(stand.session.answerPending());
            QCOMPARE(stand.session.records().size(), 1U);
            stand.session.retry();
            QVERIFY(stand.reaches(State::Halted));
            stand.session.end();  // tries as well
            QVERIFY(stand.reaches(State::Halted));
        }
        stand.session.retry();
        QVERIFY(stand.reaches(State::Answered));
        QVERIFY(stand.session.problem().isEmpty());
        QCOMPARE(stand.session.answered()->answer.milliseconds, 321.5);
        QCOMPARE(TrialStore(store()).trials(1).size(), 2U);
        QVERIFY(!stand.session.answerPending());
        stand.next();
        QCOMPARE(stand.session.trial().number, 3);
        {
            const test::FileSizeLimit full(1);
            stand.session.end();
            QVERIFY(stand.reaches(State::Halted));
            QVERIFY(!stand.session.answerPending());  // only its end
        }
        stand.session.retry();
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(stand.session.problem().isEmpty());
    }

    void aHaltedAnswerIsTriedOnceMoreWhenTheWindowCloses() {
        {
            Stand stand(store());
            BEGIN(stand, someSettings());
            {
                const test::FileSizeLimit full(1);
                stand.session.answer({});
                QVERIFY(stand.reaches(State::Halted));
            }
        }
        QCOMPARE(TrialStore(store()).trials(1).size(), 1U);
    }

    void whatIsOnItsWayIsStored() {
        {
            Stand stand(store());
            BEGIN(stand, someSettings());
            stand.session.answer({});
            QCOMPARE(stand.session.state(), State::Saving);
        }
        QCOMPARE(TrialStore(store()).trials(1).size(), 1U);
        Stand stand(store());
        RESUME(stand, 1);
        stand.session.answer({});
        stand.session.leave();
        QCOMPARE(stand.session.state(), State::Saving);
        QVERIFY(stand.reaches(State::Idle));
        QCOMPARE(TrialStore(store()).trials(1).size(), 2U);
        RESUME(stand, 1);
        stand.session.answer({});
        stand.session.end();
        QVERIFY(stand.reaches(State::Ended));
        QCOMPARE(TrialStore(store()).trials(1).size(), 3U);
        QVERIFY(TrialStore(store()).session(1).state == SessionRecord::State::Ended);
    }

    void endsEarly() {
        Stand stand(store());
        BEGIN(stand, someSettings());
        stand.session.end();
        QVERIFY(stand.reaches(State::Ended));
        QVERIFY(TrialStore(store()).session(1).state == SessionRecord::State::Ended);
    }

    void canBeLeftWhilePreparing() {
        Stand stand(store());
        ChallengeSettings settings = someSettings();
        settings.source = QStringLiteral("data:glyphs:alphabet-count=300");
        stand.session.begin(settings);
        stand.session.begin(someSettings());  // one at a time
        stand.session.leave();
        QCOMPARE(stand.session.state(), State::Idle);
        stand.states.clear();
        BEGIN(stand, someSettings());
        QCOMPARE(stand.states, QList<State>({State::Preparing, State::Instruction, State::Ready}));
        QCOMPARE(stand.session.settings().source, test::challengeGlyphs);
    }

    void twoWindowsOnOneStore() {
        Stand one(store()), two(store());
        BEGIN(one, someSettings());
        BEGIN(two, someSettings());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(one.answersRight());
            QVERIFY(two.answersRight());
            one.next();
            two.next();
        }
        one.session.leave();
        two.session.leave();
        // The same session in both: it is the second's now, and the first is told.
        RESUME(one, 1);
        RESUME(two, 1);
        one.session.answer({});
        QVERIFY(one.reaches(State::Displaced));
        VERIFY_SAYS(one.session.problem(), "session 1 was taken up in another window");
        QVERIFY(one.session.answerPending());
        one.session.retry();  // there is nothing to try again
        QCOMPARE(one.session.state(), State::Displaced);
        one.session.end();  // which does not end it there
        QCOMPARE(one.session.state(), State::Idle);
        QVERIFY(one.session.problem().isEmpty() && !one.session.answerPending());
        QVERIFY(TrialStore(store()).session(1).state == SessionRecord::State::Open);
        QVERIFY(two.answers(0));
        QCOMPARE(TrialStore(store()).trials(1).size(), 4U);
        QCOMPARE(TrialStore(store()).trials(1).back().answer.way, 0);
        two.session.end();
        QVERIFY(two.reaches(State::Ended));
        // Ended in one while the other shows a trial: it is over there as well.
        RESUME(one, 2);
        RESUME(two, 2);
        two.session.end();
        QVERIFY(two.reaches(State::Ended));
        one.session.end();
        QVERIFY(one.reaches(State::Displaced));
        VERIFY_SAYS(one.session.problem(), "session 2 has come to its end");
        QVERIFY(!one.session.answerPending());
    }

    void listsWhatIsStored() {
        Stand stand(store());
        QSignalSpy listed(&stand.session, &ChallengeSession::listed);
        stand.session.list();
        QVERIFY(listed.wait(patience));
        QVERIFY(listed[0][0].value<std::vector<SessionRecord>>().empty());
        QVERIFY(!std::filesystem::exists(store()));
        BEGIN(stand, someSettings());
        QVERIFY(stand.answersRight());
        stand.session.list();
        QVERIFY(listed.wait(patience));
        QCOMPARE(listed[1][0].value<std::vector<SessionRecord>>().size(), 1U);
        QVERIFY(listed[1][1].value<std::vector<TrialRecord>>() == stand.session.records());

        test::writeFile(folder_ / "no.sqlite", test::bytesOf(std::string(5000, 'x')));
        Stand broken(folder_ / "no.sqlite");
        QSignalSpy failed(&broken.session, &ChallengeSession::listingFailed);
        broken.session.list();
        QVERIFY(failed.wait(patience));
        VERIFY_SAYS(failed[0][0].toString(), "no.sqlite: this is no file of trials");
    }

    void changesWhatIsStoredAndDeletesIt() {
        Stand stand(store()), beside(store());
        BEGIN(stand, someSettings());
        QVERIFY(stand.answersRight());
        const QString code = stand.session.settings().participant;
        QSignalSpy listed(&beside.session, &ChallengeSession::listed);
        QSignalSpy deleted(&beside.session, &ChallengeSession::deleted);
        QSignalSpy failed(&beside.session, &ChallengeSession::changeFailed);
        const auto stored = [&] { return listed.takeLast()[0].value<std::vector<SessionRecord>>(); };
        beside.session.setNote(1, QStringLiteral("a note"));
        QVERIFY(listed.wait(patience));
        QCOMPARE(stored().front().note, QStringLiteral("a note"));
        beside.session.setExclusion({1}, QStringLiteral("asleep"));
        QVERIFY(listed.wait(patience));
        QCOMPARE(stored().front().exclusionReason, QStringLiteral("asleep"));
        beside.session.setNote(7, {});
        QVERIFY(listed.wait(patience));
        QCOMPARE(failed.size(), 1);
        VERIFY_SAYS(failed.takeLast()[0].toString(), "no session 7");

        // It is under way in the other window, until it is left there.
        beside.session.deleteParticipant(code);
        QVERIFY(listed.wait(patience));
        QCOMPARE(failed.size(), 1);
        VERIFY_SAYS(failed.takeLast()[0].toString(), "session 1 is under way in a window");
        QCOMPARE(stored().size(), 1U);
        stand.next();
        QVERIFY(stand.answersRight());  // it goes on
        stand.session.leave();
        QSignalSpy left(&stand.session, &ChallengeSession::listed);
        stand.session.list();
        QVERIFY(left.wait(patience));  // after what leave() has its store do
        beside.session.deleteParticipant(code);
        QVERIFY(listed.wait(patience));
        QVERIFY(stored().empty());
        QCOMPARE(deleted.size(), 1);
        const auto erasure = deleted.takeLast()[0].value<TrialStore::Erasure>();
        QCOMPARE(erasure.sessions, 1);
        QCOMPARE(erasure.trials, 2);
        QCOMPARE(erasure.participants, QStringList({code}));
        QVERIFY(failed.isEmpty());
        stand.session.resume(1);
        QVERIFY(stand.reaches(State::Idle));
        VERIFY_SAYS(stand.session.problem(), "no session 1");
    }

    void codesAreRandom() {
        static const QRegularExpression code(QStringLiteral("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$"));
        QSet<QString> codes;
        for (int i = 0; i < 100; ++i) {
            codes += ChallengeSession::newParticipant();
            QVERIFY(code.match(*codes.begin()).hasMatch());
        }
        QCOMPARE(codes.size(), 100);
    }
};

ONESHOT_TEST(TestChallengeSession)
#include "tst_challenge_session.moc"
