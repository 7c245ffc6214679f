#include "ui/session/common/jobs.h"

#include <QFileInfo>
#include <utility>

namespace oneshot::session {

Job Job::saving(const QString& path) {
    return {tr("Saving %1").arg(QFileInfo(path).fileName())};
}

Job Job::opening(const QString& name) {
    return {tr("Opening %1").arg(name), true};
}

Jobs::Entry::Entry(Job job, std::function<void()> cancel) : job_(std::move(job)), cancel_(std::move(cancel)) {
    Jobs& jobs = instance();
    const auto row = static_cast<int>(jobs.entries_.size());
    jobs.beginInsertRows({}, row, row);
    jobs.entries_.append(this);
    jobs.endInsertRows();
}

Jobs::Entry::~Entry() {
    Jobs& jobs = instance();
    const auto row = static_cast<int>(jobs.entries_.indexOf(this));
    jobs.beginRemoveRows({}, row, row);
    jobs.entries_.removeAt(row);
    jobs.endRemoveRows();
}

void Jobs::Entry::setJob(const Job& job) {
    job_ = job;
    instance().changed(this);
}

void Jobs::Entry::setPercent(int percent) {
    percent_ = percent;
    instance().changed(this);
}

Jobs& Jobs::instance() {
    static Jobs jobs;
    return jobs;
}

int Jobs::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant Jobs::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Entry& entry = *entries_[index.row()];
    if (role == PercentRole) return entry.percent_;
    if (role == NameRole) return entry.job_.name;
    if (role != Qt::DisplayRole) return {};
    if (entry.percent_ < 0) return tr("%1: waiting").arg(entry.job_.name);
    if (entry.percent_ == 0) return entry.job_.name;
    return tr("%1: %2 %").arg(entry.job_.name, QString::number(entry.percent_));
}

QStringList Jobs::unrepeatable() const {
    QStringList names;
    for (const Entry* entry : entries_)
        if (!entry->job_.repeatable) names += entry->job_.name;
    return names;
}

void Jobs::cancel(int row) {
    const auto cancel = entries_[row]->cancel_;  // a copy, since the entry may go meanwhile
    cancel();
}

void Jobs::cancelUnrepeatable() {
    const QList<Entry*> listed = entries_;  // the list changes meanwhile
    for (Entry* entry : listed)
        if (const qsizetype row = entries_.indexOf(entry); row >= 0 && !entry->job_.repeatable)
            cancel(static_cast<int>(row));
}

void Jobs::changed(const Entry* entry) {
    const QModelIndex at = index(static_cast<int>(entries_.indexOf(entry)));
    Q_EMIT dataChanged(at, at);
}

}  // namespace oneshot::session
