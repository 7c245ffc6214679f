#include "ui/pages/challenge/confusions_model.h"

#include <utility>

namespace oneshot::ui {

void ConfusionsModel::setConfusions(std::vector<CharacterConfusion> confusions, const std::string& model) {
    beginResetModel();
    rows_ = std::move(confusions);
    model_ = model;
    std::erase_if(
        rows_, [this](const CharacterConfusion& row) { return row.people.times == 0 && count(row, Model).times == 0; });
    endResetModel();
}

int ConfusionsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ConfusionsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

CharacterConfusion::Count ConfusionsModel::count(const CharacterConfusion& row, int column) const {
    if (column == People) return row.people;
    const auto found = row.models.find(model_);
    return found == row.models.end() ? CharacterConfusion::Count{} : found->second;
}

QVariant ConfusionsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const CharacterConfusion& row = rows_[static_cast<std::size_t>(index.row())];
    if (index.column() == Asked || index.column() == Answered) {
        if (role != Qt::DisplayRole && role != SortRole) return {};
        const std::string& name = index.column() == Asked ? row.asked : row.answered;
        return name.empty() ? tr("no answer, or a tie") : QString::fromStdString(name);
    }
    const CharacterConfusion::Count own = count(row, index.column());
    switch (role) {
        case SortRole:
            return own.together > 0 ? own.times : -1;
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::DisplayRole:
            return own.together > 0 ? tr("%1 of %2").arg(own.times).arg(own.together) : QStringLiteral("–");
        default:
            return {};
    }
}

QVariant ConfusionsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section < People ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section >= People)
        return tr("How often it was answered, of the times that it stood among the ways while the other was asked for");
    if (role != Qt::DisplayRole) return {};
    return QStringList{tr("Asked for"), tr("Taken for"), tr("People"), tr("Model")}.value(section);
}

}  // namespace oneshot::ui
