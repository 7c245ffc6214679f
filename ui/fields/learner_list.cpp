#include "ui/fields/learner_list.h"

#include <QSignalBlocker>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

LearnerList::LearnerList(const QString& objectName, QWidget* parent) : QListWidget(parent) {
    setObjectName(objectName);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setStyleRole(this, "field");
    connect(this, &QListWidget::itemChanged, this, &LearnerList::changed);
}

void LearnerList::setEntries(const QList<session::ModelEntry>& entries, const QStringList& ticked) {
    const QSignalBlocker block(this);
    const int row = currentRow();
    clear();
    for (const session::ModelEntry& entry : entries) {
        auto* item = new QListWidgetItem(entry.title, this);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(entry.detail.isEmpty() ? entry.title : entry.title + u'\n' + entry.detail);
        item->setSizeHint(QSize(0, fontMetrics().height() + 8));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(entry.id) ? Qt::Checked : Qt::Unchecked);
    }
    setCurrentRow(row);
}

QStringList LearnerList::ticked() const {
    QStringList ids;
    for (int i = 0; i < count(); ++i)
        if (item(i)->checkState() == Qt::Checked) ids += item(i)->data(Qt::UserRole).toString();
    return ids;
}

}  // namespace oneshot::ui
