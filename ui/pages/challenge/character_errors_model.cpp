#include "ui/pages/challenge/character_errors_model.h"

#include <utility>

namespace oneshot::ui {

void CharacterErrorsModel::setItems(std::vector<ItemErrors> items, const std::string& model) {
    beginResetModel();
    items_ = std::move(items);
    model_ = model;
    endResetModel();
}

int CharacterErrorsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

int CharacterErrorsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

/// Of no trial where the model was not asked.
ErrorRate CharacterErrorsModel::rate(const ItemErrors& item, int column) const {
    if (column == People) return item.people;
    const auto found = item.models.find(model_);
    return found == item.models.end() ? ErrorRate{} : found->second;
}

QVariant CharacterErrorsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const ItemErrors& item = items_[static_cast<std::size_t>(index.row())];
    if (index.column() == Character)
        return role == Qt::DisplayRole || role == SortRole ? QString::fromStdString(item.name) : QVariant();
    const ErrorRate errors = rate(item, index.column());
    switch (role) {
        case SortRole:
            return errors.total > 0 ? errors.percent() : -1.0;
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        case Qt::DisplayRole:
            if (errors.total == 0) return QStringLiteral("–");
            return tr("%1 % (%2 – %3)")
                .arg(errors.percent(), 0, 'f', 0)
                .arg(errors.interval95().low, 0, 'f', 0)
                .arg(errors.interval95().high, 0, 'f', 0);
        case Qt::ToolTipRole:
            return index.column() == People ? tr("missed in %1 of %2 trials").arg(errors.wrong).arg(errors.total)
                                            : tr("missed in %1 of %2 tasks").arg(errors.wrong).arg(errors.total);
        default:
            return {};
    }
}

QVariant CharacterErrorsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == Character ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section != Character)
        return of_ == Of::Characters
                   ? tr("How often the character was missed when it was asked for, with Wilson's interval of 95 %")
                   : tr("How often characters of the alphabet were missed, with Wilson's interval of 95 %");
    if (role != Qt::DisplayRole) return {};
    return QStringList{of_ == Of::Characters ? tr("Character") : tr("Alphabet"), tr("People's errors"),
                       tr("Model's errors")}
        .value(section);
}

}  // namespace oneshot::ui
