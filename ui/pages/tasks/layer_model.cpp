#include "ui/pages/tasks/layer_model.h"

#include <QFont>
#include <QLocale>
#include <algorithm>
#include <functional>
#include <numeric>

namespace oneshot::ui {
namespace {

QString number(std::int64_t n) {
    return QLocale().toString(static_cast<qlonglong>(n));
}

/// The engine's "64 x 1 x 10 x 10" with signs for times.
QString typeset(const std::string& text) {
    return QString::fromStdString(text).replace(QStringLiteral(" x "), QStringLiteral(" × "));
}

/// The numbers of "4096 x 9216".
QList<std::int64_t> factors(const QString& product) {
    QList<std::int64_t> numbers;
    for (const QString& part : product.split(QStringLiteral(" x "))) numbers += part.toLongLong();
    return numbers;
}

}  // namespace

void LayerModel::setLayers(std::vector<LayerRow> layers) {
    beginResetModel();
    layers_ = std::move(layers);
    endResetModel();
}

std::int64_t LayerModel::total() const {
    return std::accumulate(layers_.begin(), layers_.end(), std::int64_t{0},
                           [](std::int64_t sum, const LayerRow& row) { return sum + row.parameters; });
}

QString LayerModel::heaviestSentence() const {
    const auto heaviest = std::ranges::max_element(layers_, {}, &LayerRow::parameters);
    if (heaviest == layers_.end() || total() == 0) return {};
    QString sentence =
        tr("%1 % of them are in %2")
            .arg(QLocale().toString(100.0 * static_cast<double>(heaviest->parameters) / static_cast<double>(total()),
                                    'f', 1),
                 QString::fromStdString(heaviest->name));
    // A dense layer behind maps: its second factor is all that leaves the layer before, laid in a row.
    const QList<std::int64_t> weights =
        factors(QString::fromStdString(heaviest->weights).section(QStringLiteral(" + "), 0, 0));
    if (weights.size() == 2 && heaviest != layers_.begin()) {
        const LayerRow& before = *std::prev(heaviest);
        const QList<std::int64_t> maps = factors(QString::fromStdString(before.output));
        if (std::accumulate(maps.begin(), maps.end(), std::int64_t{1}, std::multiplies<>()) == weights[1])
            sentence += tr(", where each of %1 outputs weighs all %2 = %3 values that leave %4")
                            .arg(QString::number(weights[0]), QString::number(weights[1]), typeset(before.output),
                                 QString::fromStdString(before.name));
    }
    return sentence + u'.';
}

QString LayerModel::text(QList<int> rows) const {
    if (rows.isEmpty())
        for (int row = 0; row < rowCount(); ++row) rows += row;
    std::ranges::sort(rows);
    QString text;
    const auto addLine = [&text](const auto& cellOf) {
        for (int column = 0; column < columnTotal; ++column)
            text += (column > 0 ? QStringLiteral("\t") : QString()) + cellOf(column);
        text += u'\n';
    };
    addLine([this](int column) { return headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (const int row : rows) addLine([this, row](int column) { return cell(row, column); });
    return text;
}

int LayerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || layers_.empty() ? 0 : static_cast<int>(layers_.size()) + 1;
}

int LayerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QString LayerModel::cell(int row, int column) const {
    if (row == static_cast<int>(layers_.size()))
        return column == Name ? tr("Total") : column == Parameters ? number(total()) : QString();
    const LayerRow& layer = layers_[static_cast<std::size_t>(row)];
    switch (column) {
        case Name:
            return QString::fromStdString(layer.name);
        case Operation:
            return typeset(layer.operation);
        case Output:
            return typeset(layer.output);
        case Weights:
            return typeset(layer.weights) + QStringLiteral(" =");
        default:
            return number(layer.parameters);
    }
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return cell(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (index.column() >= Weights ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::FontRole && index.row() == static_cast<int>(layers_.size())) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section >= Weights ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name:
            return tr("Layer");
        case Operation:
            return tr("Operation");
        case Output:
            return tr("Output");
        case Weights:
            return tr("Weights + biases");
        default:
            return tr("Parameters");
    }
}

}  // namespace oneshot::ui
