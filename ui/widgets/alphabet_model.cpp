#include "ui/widgets/alphabet_model.h"

namespace oneshot::ui {

void AlphabetModel::setAlphabets(const QStringList& names, const std::vector<bool>& checked) {
    checked_ = checked;
    checked_.resize(static_cast<std::size_t>(names.size()));
    setStringList(names);
}

void AlphabetModel::checkAll(bool on) {
    if (checked_.empty()) return;
    checked_.assign(checked_.size(), on);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
}

QStringList AlphabetModel::named(bool checked) const {
    const QStringList all = stringList();
    QStringList names;
    for (std::size_t i = 0; i < checked_.size(); ++i)
        if (checked_[i] == checked) names += all[static_cast<qsizetype>(i)];
    return names;
}

QVariant AlphabetModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::CheckStateRole || !index.isValid()) return QStringListModel::data(index, role);
    return checked_[static_cast<std::size_t>(index.row())] ? Qt::Checked : Qt::Unchecked;
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
