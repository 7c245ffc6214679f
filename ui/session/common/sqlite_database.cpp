#include "ui/session/common/sqlite_database.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>
#include <QThread>
#include <QUuid>

namespace oneshot::session {
namespace {

constexpr int patience = 5000;  // ms to wait for another program's transaction

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

/// A write-ahead log needs memory that all programs share, which several computers cannot.
bool onNetwork(const QString& file) {
    const QByteArray type = QStorageInfo(QFileInfo(file).path()).fileSystemType();
    for (const char* shared : {"nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.gluster", "lustre", "ceph", "fuse.ceph",
                               "gpfs", "beegfs", "afs", "vboxsf", "prl_fs"})
        if (type.startsWith(shared)) return true;
    return false;
}

}  // namespace

/// Only names the connection, so that the destructor removes it if the other constructor throws.
SqliteDatabase::SqliteDatabase(const SqliteFormat& format)
    : connection_(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      contents_(format.contents),
      database_(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_)) {}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, const SqliteFormat& format, SqliteAccess access)
    : SqliteDatabase(format) {
    file_ = QString::fromStdString(file.string());
    open(access);
    if (access == SqliteAccess::Read) {
        requireNewest(format);
        return;
    }
    leaveUnusableLog();
    const bool older = versionIn(format) < format.version(), network = onNetwork(file_);
    if (older && !network && !usesWriteAheadLog()) {
        tryWriteAheadLog();
        leaveUnusableLog();
    }
    if (network) QSqlQuery(database_).exec(QStringLiteral("PRAGMA journal_mode = TRUNCATE"));  // another may use it now
    if (!usesWriteAheadLog()) execute(QStringLiteral("PRAGMA journal_mode = TRUNCATE"));
    if (older) migrate(format);
}

void SqliteDatabase::open(SqliteAccess access) {
    if (!database_.isValid()) throw error(tr("Qt's driver for SQLite is not there"), tr("Install libqt6sql6-sqlite."));
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patience);
    if (access == SqliteAccess::Read) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    } else {
        std::error_code ignored;
        std::filesystem::create_directories(std::filesystem::path(file_.toStdString()).parent_path(), ignored);
    }
    database_.setDatabaseName(file_);
    database_.setConnectOptions(options);
    if (!database_.open()) throw inFullWords(database_.lastError());  // also where the folder could not be made
}

SqliteDatabase::~SqliteDatabase() {
    database_ = {};
    QSqlDatabase::removeDatabase(connection_);
}

Error SqliteDatabase::error(const QString& problem, const QString& remedy) const {
    return Error(ErrorCode::Failed, file_.toStdString(), problem.toStdString(), remedy.toStdString());
}

/// What SQLite's result codes mean to a person.
Error SqliteDatabase::inFullWords(const QSqlError& failure) const {
    switch (resultCodeOf(failure)) {
        case Busy:
        case Locked:
            return error(tr("another program keeps the file of %1 busy").arg(contents_),
                         tr("Close other windows that use it, then try again."));
        case ReadOnly:
        case CannotOpen:
            return error(tr("the file of %1 cannot be opened for writing").arg(contents_),
                         tr("Allow writing to the file and its folder, or start with another --home, then try again."));
        case Full:
            return error(tr("the disk is full, so the %1 cannot be stored").arg(contents_),
                         tr("Free some space, then try again."));
        case Io:
        case Protocol:
            return error(tr("the disk refused to read or write the %1").arg(contents_),
                         tr("See that it has free space and works, then try again."));
        case Corrupt:
            return error(tr("the file of %1 is damaged").arg(contents_),
                         tr("Move it and its -wal file away or put a sound copy in its place; the program then begins "
                            "a new one."));
        case NotADatabase:
            return error(tr("this is no file of %1").arg(contents_),
                         tr("Move it away; the program then begins a new one."));
        default:
            return error(tr("SQLite said: %1").arg(failure.text()), tr("If it says so again, move the file away."));
    }
}

QSqlQuery SqliteDatabase::prepare(const QString& sql) const {
    QSqlQuery query(database_);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) throw inFullWords(query.lastError());
    return query;
}

void SqliteDatabase::execute(QSqlQuery& prepared, const QVariantList& values) const {
    for (qsizetype i = 0; i < values.size(); ++i) {
        const bool isNullText = values[i].typeId() == QMetaType::QString && values[i].toString().isNull();
        prepared.bindValue(static_cast<int>(i), isNullText ? QStringLiteral("") : values[i]);
    }
    if (!prepared.exec()) throw inFullWords(prepared.lastError());
}

QSqlQuery SqliteDatabase::execute(const QString& sql, const QVariantList& values) const {
    QSqlQuery query = prepare(sql);
    execute(query, values);
    return query;
}

QVariant SqliteDatabase::value(const QString& sql, const QVariantList& values) const {
    QSqlQuery query = execute(sql, values);
    return query.next() ? query.value(0) : QVariant();
}

void SqliteDatabase::transact(const std::function<void()>& work) const {
    execute(QStringLiteral("BEGIN IMMEDIATE"));
    try {
        work();
        execute(QStringLiteral("COMMIT"));
    } catch (...) {
        QSqlQuery(database_).exec(QStringLiteral("ROLLBACK"));
        throw;
    }
}

void SqliteDatabase::checkHealth() const {
    const QString health = value(QStringLiteral("PRAGMA quick_check(1)")).toString();
    if (health != QStringLiteral("ok"))
        throw inFullWords(QSqlError({}, health, QSqlError::UnknownError, QString::number(Corrupt)));
}

/// The version of a file that is ours or empty. Writes nothing.
int SqliteDatabase::versionIn(const SqliteFormat& format) const {
    // One statement, so that all three are of one moment: another program may be making the tables.
    QSqlQuery facts =
        execute(QStringLiteral("SELECT user_version, application_id, (SELECT count(*) FROM "
                               "sqlite_master) FROM pragma_user_version, pragma_application_id"));
    facts.next();
    const int version = facts.value(0).toInt(), owner = facts.value(1).toInt();
    const bool empty = facts.value(2).toInt() == 0;
    const bool fresh = empty && version == 0 && owner == 0, ours = owner == format.applicationId && version > 0;
    if (!fresh && !ours)
        throw error(tr("this is another program's database, no file of %1").arg(contents_),
                    tr("Move it away; the program then begins a new one."));
    if (version > format.version())
        throw error(tr("its %1 were stored by a newer version of the program (format %2; this one knows up to %3)")
                        .arg(contents_)
                        .arg(version)
                        .arg(format.version()),
                    tr("Use that version, or start with another --home. The file was not touched."));
    return version;
}

void SqliteDatabase::requireNewest(const SqliteFormat& format) const {
    if (versionIn(format) == format.version()) return;
    throw error(tr("its %1 were stored by an older version of the program").arg(contents_),
                tr("Open the workbench on this home folder once, which brings them up to date, then try again."));
}

void SqliteDatabase::migrate(const SqliteFormat& format) const {
    transact([&] {
        // Asked again: another program may have been faster.
        for (int version = versionIn(format); version < format.version(); ++version)
            for (const QString& statement : format.migrations[static_cast<std::size_t>(version)]) execute(statement);
        execute(QStringLiteral("PRAGMA application_id = %1").arg(format.applicationId));
        execute(QStringLiteral("PRAGMA user_version = %1").arg(format.version()));
    });
}

bool SqliteDatabase::usesWriteAheadLog() const {
    return value(QStringLiteral("PRAGMA journal_mode")).toString() == QStringLiteral("wal");
}

/// Changes to a write-ahead log if the folder allows one. SQLite does not wait if several connections change to it at
/// once, so this does.
void SqliteDatabase::tryWriteAheadLog() const {
    constexpr int pause = 10;  // ms
    const QDeadlineTimer deadline(patience);
    for (QSqlQuery query(database_); !query.exec(QStringLiteral("PRAGMA journal_mode = WAL")); QThread::msleep(pause)) {
        if (resultCodeOf(query.lastError()) != Busy) return;
        if (deadline.hasExpired()) throw inFullWords(query.lastError());
    }
}

/// Leaves the log of a file that was moved to a folder where none can be: alone, SQLite reads it without shared memory.
void SqliteDatabase::leaveUnusableLog() const {
    QSqlQuery query(database_);
    if (query.exec(QStringLiteral("SELECT count(*) FROM sqlite_master"))) return;
    const int code = resultCodeOf(query.lastError());
    if (code != CannotOpen && code != Io && code != Protocol) return;
    for (const char* step : {"locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "locking_mode = NORMAL"})
        query.exec(QStringLiteral("PRAGMA ") + QLatin1String(step));
}

}  // namespace oneshot::session
