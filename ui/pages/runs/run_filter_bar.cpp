#include "ui/pages/runs/run_filter_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "ui/widgets/theme.h"

namespace oneshot::ui {

RunFilterBar::RunFilterBar(QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit),
      standing_(new QComboBox),
      tag_(new QComboBox),
      starred_(new QToolButton) {
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
    starred_->setObjectName(QStringLiteral("runs.filter.starred"));
    starred_->setText(tr("★ Starred"));
    starred_->setToolTip(tr("Shows the runs with a star only"));
    starred_->setAccessibleName(tr("Starred runs only"));
    starred_->setCheckable(true);
    setStyleRole(starred_, "toggle");
    setTags({});
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(8);
    line->addWidget(search_, 1);
    line->addWidget(standing_);
    line->addWidget(tag_);
    line->addWidget(starred_);
    connect(search_, &QLineEdit::textChanged, this, &RunFilterBar::changed);
    for (QComboBox* box : {standing_, tag_})
        connect(box, &QComboBox::currentIndexChanged, this, &RunFilterBar::changed);
    connect(starred_, &QToolButton::toggled, this, &RunFilterBar::changed);
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
    if (tag_->currentData().toString() != chosen) Q_EMIT changed();
}

void RunFilterBar::showStanding(RunStanding standing) {
    clear();
    standing_->setCurrentIndex(standing_->findData(static_cast<int>(standing)));
}

void RunFilterBar::clear() {
    search_->clear();
    standing_->setCurrentIndex(0);
    tag_->setCurrentIndex(0);
    starred_->setChecked(false);
}

}  // namespace oneshot::ui
