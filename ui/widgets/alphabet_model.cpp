#include "ui/widgets/alphabet_model.h"

namespace oneshot::ui {

void AlphabetModel::setAlphabets(const QStringList& names, const std::vector<bool>& checked) {
    beginResetModel();
    names_ = names;
    checked_ = checked;
    checked_.resize(static_cast<std::size_t>(names.size()));
    endResetModel();
}

void AlphabetModel::checkAll(bool on) {
    if (names_.isEmpty()) return;
    checked_.assign(checked_.size(), on);
    Q_EMIT dataChanged(index(0), index(static_cast<int>(names_.size()) - 1), {Qt::CheckStateRole});
}

QStringList AlphabetModel::checked() const {
    return named(true);
}

QStringList AlphabetModel::unchecked() const {
    return named(false);
}

QStringList AlphabetModel::named(bool checked) const {
    QStringList names;
    for (std::size_t i = 0; i < checked_.size(); ++i)
        if (checked_[i] == checked) names += names_[static_cast<qsizetype>(i)];
    return names;
}

int AlphabetModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(names_.size());
}

QVariant AlphabetModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::DisplayRole) return names_[index.row()];
    if (role == Qt::CheckStateRole)
        return checked_[static_cast<std::size_t>(index.row())] ? Qt::Checked : Qt::Unchecked;
    return {};
}

bool AlphabetModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return false;
    checked_[static_cast<std::size_t>(index.row())] = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {role});
    return true;
}

Qt::ItemFlags AlphabetModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::NoItemFlags;
}

}  // namespace oneshot::ui
