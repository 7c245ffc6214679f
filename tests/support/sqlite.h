#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>
#include <filesystem>

namespace oneshot::test {

/// What SQLite itself says to statements on a file, on a connection of its own: the first value of the last one.
inline QVariant sqlite(const std::filesystem::path& file, const QStringList& statements) {
    QVariant value;
    const QString name = QStringLiteral("beside");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QString::fromStdString(file.string()));
        if (!database.open()) return database.lastError().text();
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            if (!query.exec(statement)) value = query.lastError().text();
            if (query.next()) value = query.value(0);
        }
    }
    QSqlDatabase::removeDatabase(name);
    return value;
}

}  // namespace oneshot::test
