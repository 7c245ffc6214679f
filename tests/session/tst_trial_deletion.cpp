#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include "tests/support/challenge.h"
#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/no_shared_memory.h"
#include "tests/support/sqlite.h"
#include "tests/support/test_program.h"
#include "tests/support/traces.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using namespace oneshot::session;
using test::failureOf;
using test::sqlite;
namespace fs = std::filesystem;

/// What the experimenter does with stored sessions.
class TestTrialDeletion : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// A store with two sessions of one participant and one of another, each with a note.
    fs::path severalPeople(const std::string& name) const {
        fs::create_directory(folder_ / name);
        const fs::path file = folder_ / name / "trials.sqlite";
        TrialStore store(file);
        for (const char* code : {"K7QF-2M9D", "AAAA-2222", "K7QF-2M9D"}) {
            SessionRecord session = test::someSession(QString::fromLatin1(code));
            session.note = QStringLiteral("note on ") + QString::fromLatin1(code);
            const qint64 id = store.addSession(session);
            for (int number = 1; number <= 40; ++number) store.addTrial(test::someTrial(session, id, number));
        }
        return file;
    }

  private Q_SLOTS:
    void keepsNotesAndExclusions() {
        const fs::path file = severalPeople("notes");
        TrialStore store(file);
        store.setNote(1, QStringLiteral("left early,\n\"tired\" 字"));
        store.setExclusion(1, QStringLiteral("fell asleep"));
        const TrialStore read(file);
        QCOMPARE(read.session(1).note, QStringLiteral("left early,\n\"tired\" 字"));
        QVERIFY(read.session(1).excluded);
        QCOMPARE(read.session(1).exclusionReason, QStringLiteral("fell asleep"));
        for (const TrialRecord& trial : read.trials(1)) {
            QVERIFY(trial.excluded);
            QCOMPARE(trial.exclusionReason, QStringLiteral("fell asleep"));
        }
        store.setExclusion(1, {});
        QVERIFY(!read.session(1).excluded && !read.trials(1).front().excluded);
        QCOMPARE(read.session(1).exclusionReason, QString());
        VERIFY_SAYS(failureOf([&] { store.setNote(9, {}); }), "no session 9");
        VERIFY_SAYS(failureOf([&] { store.setExclusion(9, QStringLiteral("x")); }), "no session 9");
    }

    /// Neither what was deleted nor what was written over.
    void leavesNoTraceOfWhatIsDeleted() {
        const fs::path file = severalPeople("deleted"), folder = folder_ / "deleted";
        TrialStore store(file), other(file);
        QCOMPARE(other.sessions().size(), 3U);  // an idle window with the file open
        store.setNote(3, QStringLiteral("Grüße 字, written over"));
        QVERIFY(!test::filesHolding(folder, QStringLiteral("Grüße 字, written over")).isEmpty());
        store.setNote(3, QStringLiteral("the last note 字"));
        const QStringList traces{QStringLiteral("K7QF-2M9D"), QStringLiteral("the last note 字")};
        for (const QString& trace : traces) QVERIFY2(!test::filesHolding(folder, trace).isEmpty(), qPrintable(trace));

        const TrialStore::Erasure erased = store.deleteParticipant(QStringLiteral("K7QF-2M9D"));
        QCOMPARE(erased.sessions, 2);
        QCOMPARE(erased.trials, 80);
        QCOMPARE(erased.participants, QStringList({QStringLiteral("K7QF-2M9D")}));
        QCOMPARE(erased.leftover, QString());
        for (const QString& trace : traces + QStringList{QStringLiteral("Grüße 字, written over")})
            QCOMPARE(test::filesHolding(folder, trace), QStringList());
        QVERIFY(!test::filesHolding(folder, QStringLiteral("AAAA-2222")).isEmpty());
        QCOMPARE(other.sessions().size(), 1U);
        QCOMPARE(other.allTrials().size(), 40U);
        QCOMPARE(other.sessions().front().note, QStringLiteral("note on AAAA-2222"));
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA integrity_check")}).toString(), QStringLiteral("ok"));
        // Exports of before hold number 3: it does not come again.
        QCOMPARE(other.addSession(test::someSession(QStringLiteral("BBBB-2222"))), 4);
        QCOMPARE(store.deleteParticipant(QStringLiteral("K7QF-2M9D")).sessions, 0);
    }

    /// Answers to questions and what the study asked go as well; of others they stay, and so does the number.
    void leavesNoTraceOfAnswersToAStudy() {
        fs::create_directory(folder_ / "study");
        const fs::path file = folder_ / "study" / "trials.sqlite", folder = folder_ / "study";
        TrialStore store(file);
        const auto add = [&](const char* code, int version, int number) {
            SessionRecord session = test::someSession(QString::fromLatin1(code));
            const QString mark = QStringLiteral(" of ") + QString::fromLatin1(code);
            session.settings.study = {QStringLiteral("Reading"), version, QStringLiteral("sha %1").arg(version), number,
                                      QStringLiteral(R"({"name":"Reading","version":"protocol %1"})").arg(version)};
            session.settings.readableAlphabets = {QStringLiteral("alphabet") + mark};
            session.answersBefore = QStringLiteral(R"({"age":"before%1"})").arg(mark);
            session.answersAfter = QStringLiteral(R"({"comments":"Grüße 字%1"})").arg(mark);
            const qint64 id = store.addSession(session);
            for (int trial = 1; trial <= 40; ++trial) store.addTrial(test::someTrial(session, id, trial));
        };
        add("AAAA-2222", 1, 1);
        add("K7QF-2M9D", 2, 2);
        const QStringList traces{QStringLiteral("K7QF-2M9D"), QStringLiteral("alphabet of K7QF"),
                                 QStringLiteral("before of K7QF"), QStringLiteral("Grüße 字 of K7QF"),
                                 QStringLiteral("protocol 2")};
        for (const QString& trace : traces) QVERIFY2(!test::filesHolding(folder, trace).isEmpty(), qPrintable(trace));
        QCOMPARE(store.deleteParticipant(QStringLiteral("K7QF-2M9D")).leftover, QString());
        for (const QString& trace : traces) QCOMPARE(test::filesHolding(folder, trace), QStringList());
        QVERIFY(!test::filesHolding(folder, QStringLiteral("Grüße 字 of AAAA")).isEmpty());
        QVERIFY(store.sessions().front().settings.study.protocol.contains(QStringLiteral("protocol 1")));
        QCOMPARE(store.nextParticipant(store.sessions().front().settings.study), 3);
    }

    void deletesOneSessionOfSeveral() {
        TrialStore store(severalPeople("one"));
        const TrialStore::Erasure erased = store.deleteSessions({1});
        QCOMPARE(erased.sessions, 1);
        QCOMPARE(erased.trials, 40);
        QCOMPARE(erased.participants, QStringList());  // another session is of the same person
        QCOMPARE(store.sessions().size(), 2U);
        QVERIFY(store.trials(1).empty());
        QCOMPARE(store.deleteSessions({3}).participants, QStringList({QStringLiteral("K7QF-2M9D")}));
    }

    void leavesNoTraceWhereNoLogCanBe() {
        const test::NoSharedMemory network;
        QVERIFY(network);
        const fs::path file = severalPeople("network");
        TrialStore store(file);
        QVERIFY(!test::filesHolding(file.parent_path(), QStringLiteral("K7QF-2M9D")).isEmpty());
        QCOMPARE(store.deleteParticipant(QStringLiteral("K7QF-2M9D")).leftover, QString());
        QCOMPARE(test::filesHolding(file.parent_path(), QStringLiteral("K7QF-2M9D")), QStringList());
        QCOMPARE(store.sessions().size(), 1U);
    }

    void deletesNothingThatIsUnderWay() {
        const fs::path file = severalPeople("under way");
        TrialStore store(file), window(file), second(file);
        window.hold(3);
        second.hold(3);  // shown in both
        const auto refusal = [&](auto work) { return failureOf([&] { work(); }); };
        VERIFY_SAYS(refusal([&] { store.deleteParticipant(QStringLiteral("K7QF-2M9D")); }),
                    "session 3 is under way in a window, so nothing was deleted");
        VERIFY_SAYS(refusal([&] { window.deleteSessions({1, 3}); }), "session 3 is under way in a window");
        QCOMPARE(store.allTrials().size(), 120U);
        QCOMPARE(store.deleteSessions({2}).sessions, 1);  // it is not of that one
        window.release();
        VERIFY_SAYS(refusal([&] { store.deleteSessions({3}); }), "session 3 is under way in a window");
        second.release();
        QCOMPARE(store.deleteSessions({1, 3}).sessions, 2);
        QVERIFY(store.sessions().empty());
    }

    void deletesNothingWhileOthersRead() {
        const fs::path file = severalPeople("read");
        TrialStore store(file);
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("reader"));
        other.setDatabaseName(QString::fromStdString(file.string()));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN")));
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("SELECT count(*) FROM trial")));
        store.setNote(1, QStringLiteral("newer than what is read"));
        VERIFY_SAYS(failureOf([&] { store.deleteParticipant(QStringLiteral("K7QF-2M9D")); }),
                    "another program is reading the trials, so nothing was deleted. Close other windows");
        QCOMPARE(store.allTrials().size(), 120U);
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
        QCOMPARE(store.deleteParticipant(QStringLiteral("K7QF-2M9D")).leftover, QString());
        QCOMPARE(store.allTrials().size(), 40U);
        other = {};
        QSqlDatabase::removeDatabase(QStringLiteral("reader"));
    }
};

ONESHOT_TEST(TestTrialDeletion)
#include "tst_trial_deletion.moc"
