#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>
#include <cstring>
#include <limits>
#include <map>
#include <type_traits>
#include <vector>

#include "ui/session/common/sqlite_database.h"
#include "ui/session/trials/other_answers.h"
#include "ui/session/trials/trial_fields.h"

// Sessions and trials as rows of their tables, by the table of their fields.

namespace oneshot::session {

// A value as the table keeps it, and read back from there.

template <typename Value>
QVariant toSql(const Value& value) {
    if constexpr (std::is_enum_v<Value>)
        return nameOf(value);
    else if constexpr (std::is_same_v<Value, quint64>)
        return static_cast<qint64>(value);
    else
        return value;
}
template <typename Int>
QVariant toSql(Position<Int> position) {
    return position.way;
}
inline QVariant toSql(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
inline QVariant toSql(std::optional<int> number) {
    return number ? QVariant(*number) : QVariant();
}
inline QVariant toSql(const QJsonArray& array) {
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}
inline QVariant toSql(const QStringList& items) {
    return toSql(QJsonArray::fromStringList(items));
}
inline QVariant toSql(const std::vector<float>& numbers) {
    QJsonArray array;
    for (const float number : numbers) array.append(static_cast<double>(number));  // null where it is no number
    return toSql(array);
}
inline QVariant toSql(const std::map<QString, OtherAnswer>& answers) {
    return textOf(answers);
}

template <typename Value>
void readSql(const QVariant& value, Value& to) {
    if constexpr (std::is_enum_v<Value>)  // the first where someone wrote another name by hand
        to = enumIfNamed<Value>(value.toString().toStdString()).value_or(Value());
    else if constexpr (std::is_same_v<Value, quint64>)
        to = static_cast<quint64>(value.toLongLong());
    else
        to = value.value<Value>();
}
inline void readSql(const QVariant& value, QDateTime& time) {
    time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}
inline void readSql(const QVariant& value, std::optional<int>& number) {
    number = value.isNull() ? std::nullopt : std::optional(value.toInt());
}
inline void readSql(const QVariant& value, std::map<QString, OtherAnswer>& answers) {
    answers = otherAnswersIn(value.toString());
}
inline void readSql(const QVariant& value, Position<int>& position) {
    position.way = value.toInt();
}
inline QJsonArray arrayOf(const QVariant& text) {
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}
inline void readSql(const QVariant& value, QStringList& items) {
    for (const QJsonValue item : arrayOf(value)) items += item.toString();
}
inline void readSql(const QVariant& value, std::vector<float>& numbers) {
    for (const QJsonValue item : arrayOf(value))
        numbers.push_back(static_cast<float>(item.toDouble(std::numeric_limits<double>::quiet_NaN())));
}

/// Whether the column is of the record's own table.
inline bool isOwn(const char* column) {
    return column && !std::strchr(column, '.');
}

/// Inserts the record besides these values of other columns. Returns the id of its row.
template <typename Record>
qint64 insert(const SqliteDatabase& database, const QString& table, const Record& record, QStringList columns = {},
              QVariantList values = {}) {
    visitFields(record, [&](const char*, const char* column, const char*, const char*, const auto& value) {
        if (!isOwn(column)) return;
        columns += QLatin1String(column);
        values += toSql(value);
    });
    const QStringList places(columns.size(), QStringLiteral("?"));
    return database
        .execute(QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table, columns.join(u','), places.join(u',')),
                 values)
        .lastInsertId()
        .toLongLong();
}

/// from: what follows FROM, first the records' own table, with a place for each of the values.
template <typename Record>
std::vector<Record> select(const SqliteDatabase& database, const QString& from, const QVariantList& values = {}) {
    QStringList columns;
    const Record none;
    visitFields(none, [&, table = from.section(u' ', 0, 0)](const char*, const char* column, auto&&...) {
        if (column) columns += (isOwn(column) ? table + u'.' : QString()) + QLatin1String(column);
    });
    QSqlQuery query = database.execute(QStringLiteral("SELECT %1 FROM %2").arg(columns.join(u','), from), values);
    std::vector<Record> records;
    while (query.next()) {
        int place = 0;
        visitFields(records.emplace_back(),
                    [&](const char*, const char* column, const char*, const char*, auto&& value) {
                        if (column) readSql(query.value(place++), value);
                    });
    }
    return records;
}

}  // namespace oneshot::session
