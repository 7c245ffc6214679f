#include "ui/fields/learner_list.h"

#include <QStandardItemModel>

#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int lineRoom = 8;  // px of an entry besides its letters
constexpr int around = 8;    // px: frame and padding

}  // namespace

LearnerList::LearnerList(const QString& objectName, QWidget* parent)
    : QListView(parent), entries_(new QStandardItemModel(this)) {
    setObjectName(objectName);
    setModel(entries_);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setStyleRole(this, "field");
    connect(entries_, &QStandardItemModel::itemChanged, this, &LearnerList::changed);
}

void LearnerList::setEntries(const QList<session::ModelEntry>& entries, const QStringList& ticked) {
    const int row = currentIndex().row();
    entries_->clear();
    for (const session::ModelEntry& entry : entries) {
        auto* item = new QStandardItem(entry.title);
        item->setData(entry.id, Qt::UserRole);
        item->setToolTip(entry.detail.isEmpty() ? entry.title : entry.title + u'\n' + entry.detail);
        item->setSizeHint(QSize(0, fontMetrics().height() + lineRoom));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(entry.id) ? Qt::Checked : Qt::Unchecked);
        entries_->appendRow(item);
    }
    setCurrentIndex(entries_->index(row, 0));
}

int LearnerList::heightOfAll() const {
    return entries_->rowCount() * (fontMetrics().height() + lineRoom) + around;
}

QStringList LearnerList::ticked() const {
    QStringList ids;
    for (int row = 0; row < entries_->rowCount(); ++row)
        if (const QStandardItem* entry = entries_->item(row); entry->checkState() == Qt::Checked)
            ids += entry->data(Qt::UserRole).toString();
    return ids;
}

}  // namespace oneshot::ui
