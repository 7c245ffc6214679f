#include <sys/mount.h>
#include <unistd.h>

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>
#include <thread>

#include "tests/support/challenge.h"
#include "tests/support/failure.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/files.h"
#include "tests/support/no_shared_memory.h"
#include "tests/support/sqlite.h"
#include "tests/support/test_program.h"
#include "ui/session/trials/trial_store.h"

using namespace oneshot;
using namespace oneshot::session;
using test::failureOf;
using test::sqlite;
namespace fs = std::filesystem;

namespace {

/// Without the rights of root, which no file refuses.
class NoRoot {
  public:
    NoRoot() {
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0) changed_ = seteuid(nobody) == 0;
    }
    ~NoRoot() {
        if (changed_) (void)!seteuid(0);
    }

  private:
    bool changed_ = false;
};

}  // namespace

class TestTrialStore : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    /// A store with a session of so many trials.
    fs::path filled(const std::string& name, int trials) const {
        const fs::path file = folder_ / name;
        TrialStore store(file);
        const qint64 id = store.addSession(test::someSession());
        for (int number = 1; number <= trials; ++number)
            store.addTrial(test::someTrial(test::someSession(), id, number));
        return file;
    }

  private Q_SLOTS:
    void keepsEveryField() {
        const fs::path file = folder_ / "new folder/trials.sqlite";
        SessionRecord session = test::someSession();
        qint64 id = 0;
        {
            TrialStore store(file);
            QVERIFY(store.sessions().empty());
            id = store.addSession(session);
            for (int number = 1; number <= 6; ++number) store.addTrial(test::someTrial(session, id, number));
        }
        const TrialStore store(file);
        session.id = id;
        session.answered = 6;
        QVERIFY(store.session(id) == session);
        const std::vector<TrialRecord> trials = store.trials(id);
        QCOMPARE(trials.size(), 6U);
        for (int number = 1; number <= 6; ++number) QVERIFY(trials[number - 1] == test::someTrial(session, id, number));
    }

    void keepsWhatIsEmpty() {
        TrialStore store(folder_ / "empty.sqlite");
        const qint64 id = store.addSession({});
        TrialRecord record;
        record.session = id;
        store.addTrial(record);
        QVERIFY(store.trials(id).front().support.isEmpty());
        QCOMPARE(store.trials(id).front().answer.way, -1);
        QCOMPARE(store.trials(id).front().modelWay, -1);
        QCOMPARE(store.session(id).settings.seed, 1U);
    }

    void listsSessionsNewestFirst() {
        TrialStore store(folder_ / "several.sqlite");
        const SessionRecord session = test::someSession();
        const qint64 first = store.addSession(session), second = store.addSession(session);
        store.addTrial(test::someTrial(session, second, 2));
        store.addTrial(test::someTrial(session, first, 1));
        store.addTrial(test::someTrial(session, second, 1));
        store.takeUp(second);
        store.takeUp(second);
        store.setState(first, SessionRecord::State::Completed);
        store.setState(second, SessionRecord::State::Ended);
        const auto sessions = store.sessions();
        QCOMPARE(sessions.size(), 2U);
        QCOMPARE(sessions[0].id, second);
        QCOMPARE(sessions[0].answered, 2);
        QCOMPARE(sessions[0].resumptions, 2);
        QVERIFY(sessions[0].state == SessionRecord::State::Ended);
        QVERIFY(sessions[1].state == SessionRecord::State::Completed);
        QCOMPARE(store.allTrials().size(), 3U);
        QCOMPARE(store.trials(second).front().number, 1);
        VERIFY_SAYS(failureOf([&] { store.session(99); }), "no session 99");
    }

    void aTrialIsOnTheDiskAtOnce() {
        const fs::path file = folder_ / "durable.sqlite";
        TrialStore store(file);
        const qint64 id = store.addSession(test::someSession());
        store.addTrial(test::someTrial(test::someSession(), id, 1));
        QCOMPARE(sqlite(file, {QStringLiteral("SELECT count(*) FROM trial")}).toInt(), 1);
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA journal_mode")}).toString(), QStringLiteral("wal"));
    }

    void keepsTrialsWhereNoLogCanBe() {
        const test::NoSharedMemory network;
        QVERIFY(network);
        const fs::path file = filled("network.sqlite", 2);
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA journal_mode")}).toString(), QStringLiteral("delete"));
        TrialStore first(file), second(file);
        first.addTrial(test::someTrial(test::someSession(), 1, 3));
        second.addTrial(test::someTrial(test::someSession(), 1, 4));
        first.checkWritable();
        QCOMPARE(second.trials(1).size(), 4U);
        QCOMPARE(sqlite(file, {QStringLiteral("SELECT count(*) FROM trial")}).toInt(), 4);
    }

    void takesOverTrialsWhoseLogCannotBeHere() {
        const fs::path file = filled("moved.sqlite", 3);
        const test::NoSharedMemory network;
        QVERIFY(network);
        QVERIFY(sqlite(file, {QStringLiteral("SELECT count(*) FROM trial")}).toString().contains("unable to open"));
        {
            TrialStore store(file);
            QCOMPARE(store.trials(1).size(), 3U);
            store.addTrial(test::someTrial(test::someSession(), 1, 4));
        }
        QCOMPARE(sqlite(file, {QStringLiteral("SELECT count(*) FROM trial")}).toInt(), 4);
    }

    void refusesATrialTwiceAndOneOfNoSession() {
        TrialStore store(folder_ / "twice.sqlite");
        const qint64 id = store.addSession(test::someSession());
        const TrialRecord record = test::someTrial(test::someSession(), id, 1);
        store.addTrial(record);
        VERIFY_SAYS(failureOf([&] { store.addTrial(record); }), "trial 1 of session 1 is stored already");
        QVERIFY(!failureOf([&] { store.addTrial(test::someTrial(test::someSession(), 77, 1)); }).isEmpty());
        store.addTrial(test::someTrial(test::someSession(), id, 2));  // it goes on all the same
        QCOMPARE(store.allTrials().size(), 2U);
    }

    void refusesWhatAnEndedSessionIsAsked() {
        TrialStore store(folder_ / "ended.sqlite");
        const qint64 id = store.addSession(test::someSession());
        store.setState(id, SessionRecord::State::Ended);
        const TrialRecord record = test::someTrial(test::someSession(), id, 1);
        VERIFY_SAYS(failureOf([&] { store.addTrial(record); }), "session 1 has come to its end");
        VERIFY_SAYS(failureOf([&] { store.takeUp(id); }), "session 1 has come to its end");
        VERIFY_SAYS(failureOf([&] { store.setState(id, SessionRecord::State::Open); }), "has come to its end");
        QVERIFY(store.session(id).state == SessionRecord::State::Ended);
        QVERIFY(store.trials(id).empty());
    }

    void aSessionIsOfWhoTookItUpLast() {
        TrialStore store(folder_ / "owner.sqlite");
        const QString one = QStringLiteral("one"), two = QStringLiteral("two");
        const qint64 id = store.addSession(test::someSession(), one);
        store.addTrial(test::someTrial(test::someSession(), id, 1), one);
        store.takeUp(id, two);
        const TrialRecord record = test::someTrial(test::someSession(), id, 2);
        VERIFY_SAYS(failureOf([&] { store.addTrial(record, one); }), "session 1 was taken up in another window");
        VERIFY_SAYS(failureOf([&] { store.setState(id, SessionRecord::State::Ended, one); }), "another window");
        store.addTrial(record, two);
        QCOMPARE(store.trials(id).size(), 2U);
    }

    void twoStoresOnOneFile() {
        const fs::path file = folder_ / "shared.sqlite";
        constexpr int trials = 60;
        QString failures[2];
        const auto work = [&](int i) {
            failures[i] = failureOf([&] {
                TrialStore store(file);
                const SessionRecord session = test::someSession(QString::number(i));
                const qint64 id = store.addSession(session);
                for (int number = 1; number <= trials; ++number) store.addTrial(test::someTrial(session, id, number));
            });
        };
        { std::jthread one(work, 0), two(work, 1); }
        QCOMPARE(failures[0], QString());
        QCOMPARE(failures[1], QString());
        const TrialStore store(file);
        QCOMPARE(store.sessions().size(), 2U);
        for (const SessionRecord& session : store.sessions()) QCOMPARE(session.answered, trials);
    }

    void manyOpenANewFileAtOnce() {
        const fs::path file = folder_ / "race.sqlite";
        std::vector<QString> failures(8);
        {
            std::vector<std::jthread> threads;
            for (QString& failure : failures)
                threads.emplace_back([&] { failure = failureOf([&] { TrialStore(file).addSession({}); }); });
        }
        for (const QString& failure : failures) QCOMPARE(failure, QString());
        QCOMPARE(TrialStore(file).sessions().size(), 8U);
    }

    void anotherTransactionIsWaitedForOrNamed() {
        const fs::path file = filled("busy.sqlite", 1);
        TrialStore store(file);
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(QString::fromStdString(file.string()));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
        const TrialRecord record = test::someTrial(test::someSession(), 1, 2);
        VERIFY_SAYS(failureOf([&] { store.addTrial(record); }), "another program keeps the file of trials busy");
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
        store.addTrial(record);
        QCOMPARE(store.trials(1).size(), 2U);
        other = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }

    /// Version 0 is an empty file.
    void bringsAnEarlierVersionUpToDate() {
        const fs::path file = folder_ / "earlier.sqlite";
        test::writeFile(file, {});
        {
            TrialStore store(file);
            store.addSession(test::someSession());
        }
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA user_version")}).toInt(), TrialStore::schemaVersion);
        QCOMPARE(TrialStore(file).sessions().size(), 1U);
    }

    void refusesANewerVersionAndLeavesItAlone() {
        const fs::path file = filled("newer.sqlite", 1);
        sqlite(file, {QStringLiteral("PRAGMA user_version = 99")});
        const test::Bytes before = test::readFile(file);
        const QString failure = failureOf([&] { TrialStore store(file); });
        VERIFY_SAYS(failure, "newer.sqlite: its trials were stored by a newer version of the program (format 99");
        VERIFY_SAYS(failure, "Use that version");
        QVERIFY(test::readFile(file) == before);
    }

    void refusesOtherFiles() {
        test::writeFile(folder_ / "text.sqlite", test::bytesOf(std::string(5000, 'x')));
        VERIFY_SAYS(failureOf([&] { TrialStore(folder_ / "text.sqlite"); }), "text.sqlite: this is no file of trials");
        QCOMPARE(test::readFile(folder_ / "text.sqlite"), test::bytesOf(std::string(5000, 'x')));

        sqlite(folder_ / "other.sqlite", {QStringLiteral("CREATE TABLE bookmark (url TEXT)")});
        VERIFY_SAYS(failureOf([&] { TrialStore(folder_ / "other.sqlite"); }), "this is another program's database");
        fs::create_directory(folder_ / "folder.sqlite");
        VERIFY_SAYS(failureOf([&] { TrialStore(folder_ / "folder.sqlite"); }), "cannot be opened");
    }

    void refusesADamagedFile() {
        const fs::path file = filled("damaged.sqlite", 200);
        test::Bytes bytes = test::readFile(file);
        QVERIFY(bytes.size() > 8 * 4096);
        for (std::size_t i = 2 * 4096; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31);
        test::writeFile(file, bytes);
        VERIFY_SAYS(failureOf([&] { TrialStore store(file); }), "damaged.sqlite: the file of trials is damaged");
        bytes.resize(4096 + 100);
        test::writeFile(file, bytes);
        VERIFY_SAYS(failureOf([&] { TrialStore store(file); }), "the file of trials is damaged");
    }

    void saysWhatCannotBeWritten() {
        const fs::path place = folder_ / "locked";
        fs::create_directory(place);
        fs::permissions(folder_.path(), fs::perms::all);
        fs::permissions(
            place, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
        const fs::path file = filled("readonly.sqlite", 1);
        fs::permissions(file, fs::perms::owner_read | fs::perms::others_read);
        const NoRoot ordinary;
        VERIFY_SAYS(failureOf([&] { TrialStore(place / "trials.sqlite"); }),
                    "locked/trials.sqlite: the file of trials");
        VERIFY_SAYS(failureOf([&] { TrialStore(place / "sub/trials.sqlite"); }), "cannot be opened for writing");
        const QString failure = failureOf([&] {
            TrialStore store(file);
            store.addTrial(test::someTrial(test::someSession(), 1, 2));
        });
        VERIFY_SAYS(failure, "readonly.sqlite: the file of trials cannot be opened for writing. Allow writing");
    }

    void aDiskThatTakesNoMoreLosesNothing() {
        const fs::path file = filled("limited.sqlite", 3);
        TrialStore store(file);
        const SessionRecord session = test::someSession();
        QString failure;
        int number = 3;
        {
            const test::FileSizeLimit limit(64 * 1024);
            while (failure.isEmpty() && number < 1000)
                failure = failureOf([&] { store.addTrial(test::someTrial(session, 1, ++number)); });
        }
        VERIFY_SAYS(failure, "limited.sqlite: the disk refused");
        QCOMPARE(static_cast<int>(store.trials(1).size()), number - 1);
        store.addTrial(test::someTrial(session, 1, number));
        QCOMPARE(static_cast<int>(store.trials(1).size()), number);
        QCOMPARE(sqlite(file, {QStringLiteral("PRAGMA integrity_check")}).toString(), QStringLiteral("ok"));
    }

    void aFullDiskLosesNothing() {
        const fs::path disk = folder_ / "disk";
        fs::create_directory(disk);
        if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=256k") != 0)
            QSKIP("A small disk to fill can be mounted by root only.");
        const auto unmounted = qScopeGuard([&] { umount2(disk.c_str(), MNT_DETACH); });
        const SessionRecord session = test::someSession();
        TrialStore store(disk / "trials.sqlite");
        store.addSession(session);
        test::writeFile(disk / "filler", test::Bytes(64 * 1024));
        QString failure;
        int number = 0;
        while (failure.isEmpty() && number < 1000)
            failure = failureOf([&] { store.addTrial(test::someTrial(session, 1, ++number)); });
        VERIFY_SAYS(failure, "trials.sqlite: the disk is full, so the trials cannot be stored. Free some space");
        QVERIFY(number > 1);
        QCOMPARE(static_cast<int>(store.trials(1).size()), number - 1);
        fs::remove(disk / "filler");
        store.addTrial(test::someTrial(session, 1, number));
        QCOMPARE(static_cast<int>(store.trials(1).size()), number);
    }
};

ONESHOT_TEST(TestTrialStore)
#include "tst_trial_store.moc"
