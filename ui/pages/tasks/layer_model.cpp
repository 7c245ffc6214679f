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

QStringList headings() {
    return {LayerModel::tr("Layer"), LayerModel::tr("Operation"), LayerModel::tr("Output"),
            LayerModel::tr("Weights + biases"), LayerModel::tr("Parameters")};
}

int alignment(int column) {
    return static_cast<int>(Qt::AlignVCenter | (column >= LayerModel::Weights ? Qt::AlignRight : Qt::AlignLeft));
}

}  // namespace

void LayerModel::setLayers(std::vector<LayerRow> layers) {
    beginResetModel();
    layers_ = std::move(layers);
    total_ = 0;
    cells_.clear();
    for (const LayerRow& layer : layers_) {
        total_ += layer.parameters;
        cells_ += QStringList{QString::fromStdString(layer.name), typeset(layer.operation), typeset(layer.output),
                              typeset(layer.weights) + QStringLiteral(" ="), number(layer.parameters)};
    }
    if (!layers_.empty()) cells_ += QStringList{tr("Total"), {}, {}, {}, number(total_)};
    endResetModel();
}

QString LayerModel::heaviestSentence() const {
    const auto heaviest = std::ranges::max_element(layers_, {}, &LayerRow::parameters);
    if (total_ == 0) return {};
    const double percent = 100.0 * static_cast<double>(heaviest->parameters) / static_cast<double>(total_);
    QString sentence =
        tr("%1 % of them are in %2").arg(QLocale().toString(percent, 'f', 1), QString::fromStdString(heaviest->name));
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
    QStringList lines{headings().join(u'\t')};
    for (const int row : rows) lines += cells_[row].join(u'\t');
    return lines.join(u'\n') + u'\n';
}

int LayerModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(cells_.size());
}

int LayerModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return cells_[index.row()][index.column()];
    if (role == Qt::TextAlignmentRole) return alignment(index.column());
    if (role == Qt::FontRole && index.row() == rowCount() - 1) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant LayerModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return alignment(section);
    return role == Qt::DisplayRole ? headings().value(section) : QVariant();
}

}  // namespace oneshot::ui
