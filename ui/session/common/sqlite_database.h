#pragma once

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <filesystem>
#include <functional>
#include <span>

#include "core/base/error.h"

namespace oneshot::session {

/// What a file of ours holds, and how its tables came to be.
struct SqliteFormat {
    QString contents;       ///< as a person calls it, in the plural: "trials"
    int applicationId = 0;  ///< PRAGMA application_id
    /// The statements that lead from the version of their place to the next; 0 is an empty file.
    std::span<const QStringList> migrations;

    int version() const { return static_cast<int>(migrations.size()); }  ///< PRAGMA user_version
};

enum class SqliteAccess { Write, Read };

/// A file of ours, with a write-ahead log, or a rollback journal where the folder lets none be. Belongs to the thread
/// that makes it; every method blocks and throws Error(Failed) in full words: full disk, read-only folder, damage.
/// Several programs may have it open.
class SqliteDatabase {
    Q_DECLARE_TR_FUNCTIONS(SqliteDatabase)
  public:
    /// Makes the file and its folder if there are none and migrates an older file. Refuses one of a newer version or
    /// of another program, and leaves it untouched. Read: does neither, and refuses an older one too; others may write
    /// meanwhile.
    SqliteDatabase(const std::filesystem::path& file, const SqliteFormat&, SqliteAccess = SqliteAccess::Write);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    /// Binds values in order; a null QString is kept as an empty text, an invalid QVariant as NULL.
    QSqlQuery execute(const QString& sql, const QVariantList& values = {}) const;
    QVariant value(const QString& sql, const QVariantList& values = {}) const;  ///< first of the first row, or invalid
    QSqlQuery prepare(const QString& sql) const;                                ///< to be executed several times
    void execute(QSqlQuery& prepared, const QVariantList& values) const;

    /// Runs work() as one transaction; where anything throws, none of it is done. It waits for other programs at its
    /// beginning only.
    void transact(const std::function<void()>& work) const;
    void checkHealth() const;  ///< reads the whole file; throws if it is damaged

    /// An error of this file, to be thrown by its owner.
    Error error(const QString& problem, const QString& remedy = {}) const;

  private:
    explicit SqliteDatabase(const SqliteFormat&);

    Error inFullWords(const QSqlError&) const;
    void open(SqliteAccess);
    int versionIn(const SqliteFormat&) const;
    void requireNewest(const SqliteFormat&) const;
    void migrate(const SqliteFormat&) const;
    bool usesWriteAheadLog() const;
    void tryWriteAheadLog() const;
    void leaveUnusableLog() const;

    QString connection_, contents_, file_;
    QSqlDatabase database_;
};

}  // namespace oneshot::session
