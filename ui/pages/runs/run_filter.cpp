#include "ui/pages/runs/run_filter.h"

#include <QComboBox>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>
#include <algorithm>

#include "ui/pages/runs/run_table_model.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

RunFilterModel::RunFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(RunTableModel::sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void RunFilterModel::setFilter(const RunFilter& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    words_ = filter.text.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const auto* runs = static_cast<const RunTableModel*>(sourceModel());
    const RunSummary& run = runs->run(row);
    if (filter_.starred && !run.notes.starred) return false;
    if (filter_.standing && standingOf(run) != *filter_.standing) return false;
    if (!filter_.tag.isEmpty() && std::ranges::count(run.notes.tags, filter_.tag.toStdString()) == 0) return false;
    return std::ranges::all_of(words_, [&](const QString& word) { return runs->searchText(row).contains(word); });
}

RunFilterBar::RunFilterBar()
    : search_(new QLineEdit),
      standing_(new QComboBox),
      tag_(new QComboBox),
      starred_(toggleButton("runs.filter.starred", tr("★ Starred"), tr("Shows the runs with a star only"))),
      clear_(flatButton("runs.filter.clear", "close", tr("Clear filter"), tr("Shows all runs again"))) {
    search_->setObjectName(QStringLiteral("runs.filter"));
    search_->setPlaceholderText(tr("Filter: name, preset, data, tag, note..."));
    search_->setToolTip(tr("Shows the runs that have every one of these words (Ctrl+F)"));
    search_->setAccessibleName(tr("Filter of the runs"));
    search_->setClearButtonEnabled(true);
    standing_->setObjectName(QStringLiteral("runs.filter.state"));
    standing_->setAccessibleName(tr("State of the runs"));
    standing_->addItem(tr("Any state"), -1);
    for (const RunStanding standing : {RunStanding::Running, RunStanding::Completed, RunStanding::Stopped,
                                       RunStanding::Failed, RunStanding::Died, RunStanding::Damaged})
        standing_->addItem(standingText(standing), static_cast<int>(standing));
    tag_->setObjectName(QStringLiteral("runs.filter.tag"));
    tag_->setAccessibleName(tr("Tag of the runs"));
    tag_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    tag_->setMinimumContentsLength(9);
    starred_->setAccessibleName(tr("Starred runs only"));
    setTags({});
    search_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLayout(new FlowLayout(8, {search_, standing_, tag_, starred_, clear_}));
    clear_->hide();
    connect(clear_, &QToolButton::clicked, this, [this] {
        clear();
        search_->setFocus();  // the button is hidden now
    });
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setWhatsThis(tr("Search the runs"));
    connect(find, &QShortcut::activated, search_, qOverload<>(&QLineEdit::setFocus));
    connect(search_, &QLineEdit::textChanged, this, &RunFilterBar::announce);
    for (QComboBox* box : {standing_, tag_})
        connect(box, &QComboBox::currentIndexChanged, this, &RunFilterBar::announce);
    connect(starred_, &QToolButton::toggled, this, &RunFilterBar::announce);
}

RunFilter RunFilterBar::filter() const {
    RunFilter filter;
    filter.text = search_->text();
    if (const int standing = standing_->currentData().toInt(); standing >= 0)
        filter.standing = static_cast<RunStanding>(standing);
    filter.tag = tag_->currentData().toString();
    filter.starred = starred_->isChecked();
    return filter;
}

void RunFilterBar::setTags(const QStringList& tags) {
    QStringList known;
    for (int i = 1; i < tag_->count(); ++i) known += tag_->itemData(i).toString();
    if (tag_->count() > 0 && known == tags) return;
    const QString chosen = tag_->currentData().toString();
    {
        const QSignalBlocker block(tag_);
        tag_->clear();
        tag_->addItem(tr("Any tag"), QString());
        for (const QString& tag : tags) tag_->addItem(tag, tag);
        tag_->setCurrentIndex(std::max(0, tag_->findData(chosen)));
    }
    tag_->setEnabled(!tags.isEmpty());
    if (tag_->currentData().toString() != chosen) announce();
}

void RunFilterBar::announce() {
    clear_->setVisible(filter() != RunFilter());
    Q_EMIT changed();
}

void RunFilterBar::clear() {
    search_->clear();
    standing_->setCurrentIndex(0);
    tag_->setCurrentIndex(0);
    starred_->setChecked(false);
}

void RunFilterBar::showStanding(RunStanding standing) {
    search_->clear();
    tag_->setCurrentIndex(0);
    starred_->setChecked(false);
    standing_->setCurrentIndex(standing_->findData(static_cast<int>(standing)));
}

}  // namespace oneshot::ui
