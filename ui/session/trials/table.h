#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "ui/session/trials/field_text.h"

namespace oneshot::session {

/// A column of an exported table, as its codebook tells of it.
struct TableColumn {
    std::string name, type, unit, meaning;
    std::optional<double> low = {}, high = {};  ///< of a number
    std::vector<std::string> levels = {};       ///< where it can be these only
};

/// A value as both kinds of files write it.
struct TableCell {
    QString text;
    Json json;  ///< null: missing
};

/// Rows are made when they are written, so that many take no memory.
struct Table {
    QString name, about;
    std::vector<TableColumn> columns;
    std::size_t rows = 0;
    std::function<std::vector<TableCell>(std::size_t row)> cellsOf;  ///< one a column
};

QByteArray csvLine(const QStringList& fields);  ///< RFC 4180, UTF-8, ends in LF
QByteArray csvOf(const Table&);                 ///< a missing value is an empty field
Json jsonOf(const Table&);                      ///< [{column: value}, ...]
/// A schema.org PropertyValue with names as Psych-DS has them: name, description, unitText, minValue, maxValue, levels.
Json variableOf(const TableColumn&);

template <typename Value>
TableColumn columnOf(const char* name, const char* unit, const char* meaning, const Value&) {
    TableColumn column{name, fieldType<Value>, unit, meaning};
    if constexpr (isNumber<Value> && !std::is_same_v<Value, bool>)
        for (const Bounds& bounds : numberBounds)
            if (column.name == bounds.name) {
                column.low = bounds.low;
                column.high = bounds.high;
            }
    if constexpr (std::is_same_v<Value, bool>) column.levels = {"true", "false"};
    if constexpr (std::is_enum_v<Value>)
        for (std::size_t i = 0; i < EnumNames<Value>::all.size(); ++i)
            if (const QString text = fieldText(static_cast<Value>(i)); !text.isEmpty())  // empty: a missing value
                column.levels.push_back(text.toStdString());
    return column;
}

/// Adds the columns of a record's fields, but those of these names.
template <typename Record>
void addColumns(std::vector<TableColumn>& columns, const QStringList& without = {}) {
    const Record none;
    visitFields(none, [&](const char* name, const char*, const char* unit, const char* meaning, const auto& value) {
        if (!without.contains(QLatin1String(name))) columns.push_back(columnOf(name, unit, meaning, value));
    });
}

template <typename Record>
void addCells(std::vector<TableCell>& cells, const Record& record, const QStringList& without = {}) {
    visitFields(record, [&](const char* name, const char*, const char*, const char*, const auto& value) {
        if (!without.contains(QLatin1String(name))) cells.push_back({fieldText(value), fieldJson(value)});
    });
}

}  // namespace oneshot::session
