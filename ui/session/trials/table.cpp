#include "ui/session/trials/table.h"

#include "core/base/text.h"

namespace oneshot::session {

QByteArray csvLine(const QStringList& fields) {
    QStringList safe;
    for (const QString& field : fields) safe += QString::fromStdString(csvField(field.toStdString()));
    return safe.join(u',').toUtf8() + '\n';
}

QByteArray csvOf(const Table& table) {
    QStringList names;
    for (const TableColumn& column : table.columns) names += QString::fromStdString(column.name);
    QByteArray csv = csvLine(names);
    for (std::size_t row = 0; row < table.rows; ++row) {
        QStringList texts;
        for (const TableCell& cell : table.cellsOf(row)) texts += cell.text;
        csv += csvLine(texts);
    }
    return csv;
}

Json jsonOf(const Table& table) {
    Json rows = Json::array();
    for (std::size_t row = 0; row < table.rows; ++row) {
        Json& object = rows.emplace_back(Json::object());
        std::vector<TableCell> cells = table.cellsOf(row);
        for (std::size_t i = 0; i < cells.size(); ++i) object[table.columns[i].name] = std::move(cells[i].json);
    }
    return rows;
}

Json variableOf(const TableColumn& column) {
    Json variable{{"@type", "PropertyValue"}, {"name", column.name}, {"description", column.meaning}};
    if (!column.unit.empty()) variable["unitText"] = column.unit;
    if (column.low) variable["minValue"] = *column.low;
    if (column.high) variable["maxValue"] = *column.high;
    if (!column.levels.empty()) variable["levels"] = column.levels;
    return variable;
}

}  // namespace oneshot::session
