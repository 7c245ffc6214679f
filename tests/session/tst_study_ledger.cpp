#include <QtTest>
#include <set>
#include <thread>

#include "tests/support/challenge.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/sqlite.h"
#include "tests/support/test_program.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using namespace oneshot::session;
using test::failureOf;
using test::sqlite;
namespace fs = std::filesystem;

namespace {

SessionRecord sessionOf(int version, int number, const QString& name = QStringLiteral("Reading 字")) {
    SessionRecord session = test::someSession(QStringLiteral("P%1").arg(number));
    session.settings.study = {name, version, QStringLiteral("sha %1").arg(version), number,
                              QStringLiteral("{\"version\":%1}").arg(version)};
    return session;
}

}  // namespace

/// What the store of trials knows of studies.
class TestStudyLedger : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    fs::path file() const { return folder_ / (std::string(QTest::currentTestFunction()) + ".sqlite"); }

  private Q_SLOTS:
    void keepsTheStudyOfASession() {
        SessionRecord one = sessionOf(1, 1), other = sessionOf(2, 2);
        {
            TrialStore store(file());
            one.id = store.addSession(one);
            other.id = store.addSession(other);
            store.addSession(test::someSession());  // of none
            store.addTrial(test::someTrial(one, one.id, 1));
            one.answered = 1;
        }
        const TrialStore store(file());
        QVERIFY(store.session(one.id) == one);
        QVERIFY(store.session(other.id) == other);
        QCOMPARE(store.sessions().size(), 3U);
        QVERIFY(store.sessions()[2] == one);
        QVERIFY(store.sessions()[1] == other);
        QVERIFY(store.sessions()[0].settings.study == StudyUse());
    }

    void numbersGoUpInEachStudy() {
        TrialStore store(file());
        const StudyUse first = sessionOf(1, 0).settings.study;
        QCOMPARE(store.nextParticipant(first), 1);
        QVERIFY(store.addSession(sessionOf(1, 1)) > 0);
        QVERIFY(store.addSession(sessionOf(2, 2)) > 0);  // another version is the same study
        QCOMPARE(store.nextParticipant(first), 3);
        QCOMPARE(store.nextParticipant(sessionOf(1, 0, QStringLiteral("other")).settings.study), 1);
        for (const int given : {0, 1, 2}) QCOMPARE(store.addSession(sessionOf(1, given)), 0);
        QCOMPARE(store.sessions().size(), 2U);
        QVERIFY(store.addSession(sessionOf(1, 7)) > 0);  // some may be passed over
        QCOMPARE(store.nextParticipant(first), 8);
        QCOMPARE(store.deleteParticipant(QStringLiteral("P7")).sessions, 1);
        QCOMPARE(store.nextParticipant(first), 8);
        QCOMPARE(TrialStore(file()).nextParticipant(first), 8);
    }

    void twoWindowsGiveNoNumberTwice() {
        constexpr int each = 40;
        QString failures[2];
        const auto work = [&](int i) {
            failures[i] = failureOf([&] {
                TrialStore store(file());
                const StudyUse use = sessionOf(1, 0).settings.study;
                for (int done = 0; done < each;) done += store.addSession(sessionOf(1, store.nextParticipant(use))) > 0;
            });
        };
        { std::jthread one(work, 0), two(work, 1); }
        QCOMPARE(failures[0] + failures[1], QString());
        std::set<int> numbers;
        for (const SessionRecord& session : TrialStore(file()).sessions())
            numbers.insert(session.settings.study.participant);
        QCOMPARE(numbers.size(), 2U * each);
        QCOMPARE(*numbers.begin(), 1);
        QCOMPARE(*numbers.rbegin(), 2 * each);
    }

    void aVersionHasOneProtocol() {
        TrialStore store(file());
        store.addSession(sessionOf(1, 1));
        SessionRecord changed = sessionOf(1, 2);
        changed.settings.study.sha256 = QStringLiteral("another");
        const QString failure = failureOf([&] { store.addSession(changed); });
        VERIFY_SAYS(failure,
                    "InvalidSetting: Reading 字: the study was changed without a new version: stored sessions "
                    "of version 1 had another protocol. Give it a new version");
        QCOMPARE(failureOf([&] { store.nextParticipant(changed.settings.study); }), failure);
        QCOMPARE(store.sessions().size(), 1U);
        changed.settings.study.version = 2;
        QVERIFY(store.addSession(changed) > 0);
        QCOMPARE(store.versionsUsed(QStringLiteral("Reading 字")), std::vector<int>({1, 2}));
        QVERIFY(store.versionsUsed(QStringLiteral("other")).empty());
    }

    void protocolsGoWithTheirLastSession() {
        TrialStore store(file());
        for (int number = 1; number <= 3; ++number) store.addSession(sessionOf(number == 3 ? 2 : 1, number));
        const auto protocols = [&] {
            return sqlite(file(), {QStringLiteral("SELECT group_concat(text) FROM protocol")}).toString();
        };
        QCOMPARE(protocols(), QStringLiteral("{\"version\":1},{\"version\":2}"));
        store.deleteSessions({1});
        QCOMPARE(protocols(), QStringLiteral("{\"version\":1},{\"version\":2}"));
        store.deleteSessions({2});
        QCOMPARE(protocols(), QStringLiteral("{\"version\":2}"));
        SessionRecord anew = sessionOf(1, 4);  // nobody did version 1, so that it may be another one
        anew.settings.study.sha256 = QStringLiteral("another");
        anew.settings.study.protocol = QStringLiteral("{}");
        const qint64 id = store.addSession(anew);
        QCOMPARE(store.session(id).settings.study.protocol, QStringLiteral("{}"));
    }

    void keepsAnswersOfAnOpenSession() {
        TrialStore store(file());
        const QString owner = QStringLiteral("one"), before = QStringLiteral(R"({"age":34,"reads":["Greek"]})"),
                      after = QStringLiteral(R"({"comments":"Grüße 字"})");
        SessionRecord session = sessionOf(1, 1);
        session.answersBefore.clear();
        session.answersAfter.clear();
        const qint64 id = store.addSession(session, owner);
        store.setAnswersBefore(id, before, {QStringLiteral("Greek")}, owner);
        QCOMPARE(store.session(id).answersBefore, before);
        QCOMPARE(store.session(id).settings.readableAlphabets, QStringList({QStringLiteral("Greek")}));
        QVERIFY(store.session(id).state == SessionRecord::State::Open);
        VERIFY_SAYS(failureOf([&] { store.setAnswersAfter(id, after, QStringLiteral("two")); }), "in another window");
        QCOMPARE(store.session(id).answersAfter, QString());
        store.setAnswersAfter(id, after, owner);
        QCOMPARE(store.session(id).answersAfter, after);
        QVERIFY(store.session(id).state == SessionRecord::State::Completed);
        VERIFY_SAYS(failureOf([&] { store.setAnswersBefore(id, before, {}, owner); }), "has come to its end");
    }
};

ONESHOT_TEST(TestStudyLedger)
#include "tst_study_ledger.moc"
