#include "ui/session/trials/trial_database.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>
#include <QStringList>
#include <QThread>
#include <array>

#include "core/base/error.h"
#include "ui/session/trials/trial_store.h"

namespace oneshot::session {
namespace {

constexpr int applicationId = 0x4f53574b;  ///< "OSWK": PRAGMA application_id of our files
constexpr int patience = 5000;             ///< ms to wait for another program's transaction

enum ResultCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Io = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    Protocol = 15,  ///< of locks
    NotADatabase = 26
};
int resultCodeOf(const QSqlError& error) {
    return error.nativeErrorCode().toInt() & 0xff;
}

/// What brings a file from the version of its place in the list to the next one; 0 is an empty file.
const std::array<QStringList, TrialStore::schemaVersion> migrations{{
    {QStringLiteral(R"(CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT, participant TEXT NOT NULL, source TEXT NOT NULL, ways INTEGER NOT NULL,
        shots INTEGER NOT NULL, within_alphabet INTEGER NOT NULL, trials INTEGER NOT NULL, practice INTEGER NOT NULL,
        feedback INTEGER NOT NULL, time_limit_seconds REAL NOT NULL, break_every INTEGER NOT NULL,
        model TEXT NOT NULL, seed INTEGER NOT NULL, consent TEXT NOT NULL, readable_alphabets TEXT NOT NULL,
        consent_version TEXT NOT NULL, data_sha256 TEXT NOT NULL, model_fingerprint TEXT NOT NULL,
        state TEXT NOT NULL, resumptions INTEGER NOT NULL, version TEXT NOT NULL, started_utc TEXT NOT NULL))"),
     QStringLiteral(R"(CREATE TABLE trial (
        session INTEGER NOT NULL REFERENCES session(id), number INTEGER NOT NULL, practice INTEGER NOT NULL,
        alphabet TEXT NOT NULL, ways INTEGER NOT NULL, shots INTEGER NOT NULL, task TEXT NOT NULL,
        support TEXT NOT NULL, query TEXT NOT NULL, correct_way INTEGER NOT NULL, way INTEGER NOT NULL,
        milliseconds REAL NOT NULL, device TEXT NOT NULL, focus_lost INTEGER NOT NULL, screen_hz REAL NOT NULL,
        screen_scale REAL NOT NULL, model_way INTEGER NOT NULL, model_scores TEXT NOT NULL,
        seen_by_model INTEGER NOT NULL, readable INTEGER NOT NULL, resumed INTEGER NOT NULL, version TEXT NOT NULL,
        shown_utc TEXT NOT NULL, answered_utc TEXT NOT NULL, PRIMARY KEY (session, number)) WITHOUT ROWID)")},
    {QStringLiteral("ALTER TABLE trial ADD COLUMN seen_before INTEGER NOT NULL DEFAULT 0"),
     QStringLiteral("ALTER TABLE session ADD COLUMN owner TEXT NOT NULL DEFAULT ''")},
}};

/// What SQLite's result codes mean to a person.
Error inFullWords(const QString& file, const QSqlError& error) {
    const auto say = [&](const QString& problem, const QString& remedy) {
        return Error(ErrorCode::Failed, file.toStdString(), problem.toStdString(), remedy.toStdString());
    };
    switch (resultCodeOf(error)) {
        case Busy:
        case Locked:
            return say(TrialStore::tr("another program keeps the file of trials busy"),
                       TrialStore::tr("Close other windows that use it, then try again."));
        case ReadOnly:
        case CannotOpen:
            return say(TrialStore::tr("the file of trials cannot be opened for writing"),
                       TrialStore::tr("Allow writing to the file and its folder, or start with another --home, then "
                                      "try again."));
        case Full:
            return say(TrialStore::tr("the disk is full, so the trials cannot be stored"),
                       TrialStore::tr("Free some space, then try again."));
        case Io:
        case Protocol:
            return say(TrialStore::tr("the disk refused to read or write the trials"),
                       TrialStore::tr("See that it has free space and works, then try again."));
        case Corrupt:
            return say(TrialStore::tr("the file of trials is damaged"),
                       TrialStore::tr("Move it and its -wal file away or put a sound copy in its place; the program "
                                      "then begins a new one."));
        case NotADatabase:
            return say(TrialStore::tr("this is no file of trials"),
                       TrialStore::tr("Move it away; the program then begins a new one."));
        default:
            return say(TrialStore::tr("SQLite said: %1").arg(error.text()),
                       TrialStore::tr("If it says so again, move the file away."));
    }
}

QVariant valueIn(const QSqlDatabase& database, const QString& sql) {
    QSqlQuery query = execute(database, sql);
    return query.next() ? query.value(0) : QVariant();
}

/// The version of a file that is ours or empty. Writes nothing.
int versionOf(const QSqlDatabase& database) {
    const QString file = database.databaseName();
    // One statement, so that all three are of one moment: another program may be making the tables.
    QSqlQuery facts =
        execute(database, QStringLiteral("SELECT user_version, application_id, (SELECT count(*) FROM "
                                         "sqlite_master) FROM pragma_user_version, pragma_application_id"));
    facts.next();
    const int version = facts.value(0).toInt(), owner = facts.value(1).toInt();
    const bool empty = facts.value(2).toInt() == 0;
    if (owner != applicationId && !(empty && version == 0 && owner == 0))
        throw Error(ErrorCode::Failed, file.toStdString(),
                    TrialStore::tr("this is another program's database, no file of trials").toStdString(),
                    TrialStore::tr("Move it away; the program then begins a new one.").toStdString());
    if (version > TrialStore::schemaVersion)
        throw Error(
            ErrorCode::Failed, file.toStdString(),
            TrialStore::tr("its trials were stored by a newer version of the program (format %1; this one "
                           "knows up to %2)")
                .arg(version)
                .arg(TrialStore::schemaVersion)
                .toStdString(),
            TrialStore::tr("Use that version, or start with another --home. The file was not touched.").toStdString());
    return version;
}

/// The log needs memory that all programs share, which several computers cannot.
bool onNetwork(const QString& file) {
    const QByteArray type = QStorageInfo(QFileInfo(file).path()).fileSystemType();
    for (const char* shared : {"nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.gluster", "lustre", "ceph", "fuse.ceph",
                               "gpfs", "beegfs", "afs", "vboxsf", "prl_fs"})
        if (type.startsWith(shared)) return true;
    return false;
}

bool usesWriteAheadLog(const QSqlDatabase& database) {
    return valueIn(database, QStringLiteral("PRAGMA journal_mode")).toString() == QStringLiteral("wal");
}

/// Where the folder lets it be. SQLite waits for nobody where several connections change to it at once, so that we do.
void tryWriteAheadLog(const QSqlDatabase& database) {
    constexpr int pause = 10;  // ms
    const QDeadlineTimer deadline(patience);
    for (QSqlQuery query(database); !query.exec(QStringLiteral("PRAGMA journal_mode = WAL")); QThread::msleep(pause)) {
        if (resultCodeOf(query.lastError()) != Busy) return;
        if (deadline.hasExpired()) throw inFullWords(database.databaseName(), query.lastError());
    }
}

/// A file with a log that came to a folder where none can be: alone, SQLite reads the log without shared memory.
void leaveUnusableLog(const QSqlDatabase& database) {
    QSqlQuery query(database);
    if (query.exec(QStringLiteral("SELECT count(*) FROM sqlite_master"))) return;
    const int code = resultCodeOf(query.lastError());
    if (code != CannotOpen && code != Io && code != Protocol) return;
    for (const char* step : {"locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "locking_mode = NORMAL"})
        query.exec(QStringLiteral("PRAGMA ") + QLatin1String(step));
}

void prepare(const QSqlDatabase& database) {
    leaveUnusableLog(database);
    const bool older = versionOf(database) < TrialStore::schemaVersion, network = onNetwork(database.databaseName());
    if (older && !network && !usesWriteAheadLog(database)) {
        tryWriteAheadLog(database);
        leaveUnusableLog(database);
    }
    if (network) QSqlQuery(database).exec(QStringLiteral("PRAGMA journal_mode = TRUNCATE"));  // another may use it now
    if (!usesWriteAheadLog(database)) execute(database, QStringLiteral("PRAGMA journal_mode = TRUNCATE"));
    if (older) {
        Transaction transaction(database);
        // Asked again: another program may have been faster.
        for (int version = versionOf(database); version < TrialStore::schemaVersion; ++version)
            for (const QString& statement : migrations[version]) execute(database, statement);
        execute(database, QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
        execute(database, QStringLiteral("PRAGMA user_version = %1").arg(TrialStore::schemaVersion));
        transaction.commit();
    }
    execute(database, QStringLiteral("PRAGMA synchronous = FULL"));
    execute(database, QStringLiteral("PRAGMA foreign_keys = ON"));
    const QString health = valueIn(database, QStringLiteral("PRAGMA quick_check(1)")).toString();
    if (health != QStringLiteral("ok")) {
        constexpr const char* corrupt = "11";
        throw inFullWords(database.databaseName(),
                          QSqlError({}, health, QSqlError::UnknownError, QString::fromLatin1(corrupt)));
    }
}

}  // namespace

QSqlQuery execute(const QSqlDatabase& database, const QString& sql, const QVariantList& values) {
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool done = query.prepare(sql);
    if (done) {
        for (const QVariant& value : values) query.addBindValue(value);
        done = query.exec();
    }
    if (!done) throw inFullWords(database.databaseName(), query.lastError());
    return query;
}

Transaction::Transaction(const QSqlDatabase& database) : database_(database) {
    execute(database_, QStringLiteral("BEGIN IMMEDIATE"));
}

Transaction::~Transaction() {
    if (open_) QSqlQuery(database_).exec(QStringLiteral("ROLLBACK"));
}

void Transaction::commit() {
    execute(database_, QStringLiteral("COMMIT"));
    open_ = false;
}

void openTrialDatabase(const QString& connection, const QString& file) {
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    if (!database.isValid())
        throw Error(ErrorCode::Failed, file.toStdString(),
                    TrialStore::tr("Qt's driver for SQLite is not there").toStdString(),
                    TrialStore::tr("Install libqt6sql6-sqlite.").toStdString());
    database.setDatabaseName(file);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patience));
    if (!database.open()) throw inFullWords(file, database.lastError());
    prepare(database);
}

}  // namespace oneshot::session
