#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/files/csv_rows.h"

namespace oneshot::test {

/// A row of a table, by the names of the columns.
using CsvRecord = std::map<QString, QString>;

/// Throws std::out_of_range if there is no such column.
inline QString field(const CsvRecord& row, const char* column) {
    return row.at(QLatin1String(column));
}
inline bool isTrue(const CsvRecord& row, const char* column) {
    const QString text = field(row, column);
    if (text != QStringLiteral("true") && text != QStringLiteral("false"))
        throw std::invalid_argument(text.toStdString());
    return text == QStringLiteral("true");
}
inline double number(const CsvRecord& row, const char* column) {
    bool isNumber = false;
    const double value = field(row, column).toDouble(&isNumber);
    if (!isNumber) throw std::invalid_argument(column);
    return value;
}

struct CsvTable {
    QStringList columns;
    std::vector<CsvRecord> rows;
};

/// Reads a table with a line of names, with or without a byte order mark. Throws where a row is of another length, or
/// two columns have one name.
inline CsvTable parseCsv(const QByteArray& csv) {
    CsvRows rows(std::string_view(csv.constData(), static_cast<std::size_t>(csv.size())), "table");
    CsvTable table;
    for (CsvRow row; rows.next(row);) {
        QStringList fields;
        for (const auto& field : row.fields) fields += QString::fromUtf8(field.data(), std::ssize(field));
        if (table.columns.isEmpty()) {
            table.columns = fields;
            continue;
        }
        CsvRecord& record = table.rows.emplace_back();
        for (qsizetype i = 0; i < table.columns.size(); ++i) record[table.columns[i]] = fields.value(i);
        if (fields.size() != table.columns.size() || std::ssize(record) != table.columns.size())
            throw std::invalid_argument("a row of another length, or two columns of one name");
    }
    return table;
}

}  // namespace oneshot::test
