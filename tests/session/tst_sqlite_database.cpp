#include <QtTest>
#include <array>
#include <stdexcept>

#include "tests/support/failure.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "ui/session/common/sqlite_database.h"

using namespace oneshot;
using session::SqliteAccess;
using session::SqliteDatabase;
using session::SqliteFormat;
using test::failureOf;

namespace {

const std::array<QStringList, 2> migrations{
    {{QStringLiteral("CREATE TABLE note (text TEXT NOT NULL, place INTEGER)")},
     {QStringLiteral("ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")}}};

/// The format of a program that knows so many versions.
SqliteFormat notes(std::size_t version = 2, int applicationId = 7) {
    return {QStringLiteral("notes"), applicationId, std::span(migrations).first(version)};
}

}  // namespace

/// What a TrialStore and a RunDatabase have in common; journals, damage and full disks are tst_trial_store's.
class TestSqliteDatabase : public QObject {
    Q_OBJECT
    test::TemporaryFolder folder_;

    std::filesystem::path file() const { return folder_ / (std::string(QTest::currentTestFunction()) + ".sqlite"); }

  private Q_SLOTS:
    void keepsValues() {
        {
            const SqliteDatabase database(folder_ / "new folder/notes.sqlite", notes());
            QSqlQuery insert = database.prepare(QStringLiteral("INSERT INTO note (text, place) VALUES (?, ?)"));
            for (int i = 0; i < 3; ++i) database.execute(insert, {QStringLiteral("note %1").arg(i), i});
            database.execute(insert, {QString(), QVariant()});
        }
        const SqliteDatabase database(folder_ / "new folder/notes.sqlite", notes());
        QCOMPARE(database.value(QStringLiteral("SELECT text FROM note WHERE place = ?"), {2}).toString(),
                 QStringLiteral("note 2"));
        QVERIFY(!database.value(QStringLiteral("SELECT text FROM note WHERE place = 9")).isValid());
        QCOMPARE(database.value(QStringLiteral("SELECT text = '' FROM note WHERE place IS NULL")).toInt(), 1);
        database.checkHealth();
    }

    void migrates() {
        {
            const SqliteDatabase old(file(), notes(1));
            old.execute(QStringLiteral("INSERT INTO note (text) VALUES ('kept')"));
        }
        {
            const SqliteDatabase database(file(), notes(2));
            QCOMPARE(database.value(QStringLiteral("SELECT text || colour FROM note")).toString(),
                     QStringLiteral("keptred"));
            QCOMPARE(database.value(QStringLiteral("PRAGMA user_version")).toInt(), 2);
            QCOMPARE(database.value(QStringLiteral("PRAGMA application_id")).toInt(), 7);
        }
        VERIFY_SAYS(failureOf([&] { SqliteDatabase(file(), notes(1)); }),
                    "its notes were stored by a newer version of the program (format 2; this one knows up to 1)");
    }

    void refusesAnothersFile() {
        { const SqliteDatabase other(file(), notes(2, 8)); }
        VERIFY_SAYS(failureOf([&] { SqliteDatabase(file(), notes()); }),
                    "this is another program's database, no file of notes");
        test::writeFile(file(), test::bytesOf(std::string(5000, 'x')));
        VERIFY_SAYS(failureOf([&] { SqliteDatabase(file(), notes()); }), "this is no file of notes");
    }

    void readsWhileAnotherWrites() {
        const SqliteDatabase writer(file(), notes());
        const QString insert = QStringLiteral("INSERT INTO note (text) VALUES ('x')");
        writer.execute(insert);
        const SqliteDatabase reader(file(), notes(), SqliteAccess::Read);
        const auto count = [&] { return reader.value(QStringLiteral("SELECT count(*) FROM note")).toInt(); };
        QCOMPARE(count(), 1);
        writer.transact([&] {
            writer.execute(insert);
            QCOMPARE(count(), 1);
        });
        QCOMPARE(count(), 2);
        VERIFY_SAYS(failureOf([&] { reader.execute(insert); }), "the file of notes cannot be opened for writing");
        QCOMPARE(count(), 2);
    }

    void readingMakesAndMigratesNothing() {
        VERIFY_SAYS(failureOf([&] { SqliteDatabase(folder_ / "none.sqlite", notes(), SqliteAccess::Read); }),
                    "the file of notes cannot be opened");
        QVERIFY(!std::filesystem::exists(folder_ / "none.sqlite"));
        { const SqliteDatabase old(file(), notes(1)); }
        VERIFY_SAYS(failureOf([&] { SqliteDatabase(file(), notes(2), SqliteAccess::Read); }),
                    "its notes were stored by an older version of the program");
        const SqliteDatabase still(file(), notes(1), SqliteAccess::Read);
        QCOMPARE(still.value(QStringLiteral("PRAGMA user_version")).toInt(), 1);
    }

    void aTransactionIsDoneWhollyOrNotAtAll() {
        const SqliteDatabase database(file(), notes());
        const auto add = [&] { database.execute(QStringLiteral("INSERT INTO note (text) VALUES ('x')")); };
        const auto count = [&] { return database.value(QStringLiteral("SELECT count(*) FROM note")).toInt(); };
        database.transact(add);
        QCOMPARE(count(), 1);
        const auto doomed = [&] {
            add();
            throw std::runtime_error("on second thoughts");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, database.transact(doomed));
        const QString failure = failureOf([&] {
            database.transact([&] {
                add();
                database.execute(QStringLiteral("INSERT INTO absent VALUES (1)"));
            });
        });
        VERIFY_SAYS(failure, "SQLite said: no such table: absent");
        QCOMPARE(count(), 1);
        database.transact(add);
        QCOMPARE(count(), 2);
    }
};

ONESHOT_TEST(TestSqliteDatabase)
#include "tst_sqlite_database.moc"
