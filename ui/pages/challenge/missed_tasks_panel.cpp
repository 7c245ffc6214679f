#include "ui/pages/challenge/missed_tasks_panel.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/missed_tasks.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

MissedTasksPanel::MissedTasksPanel(session::TrialDrawings& drawings, QWidget* parent)
    : QFrame(parent),
      drawings_(drawings),
      choice_(new QButtonGroup(this)),
      open_(new QPushButton(tr("Open in Tasks"))),
      note_(new QLabel),
      tasks_(new MissedTasks) {
    setStyleRole(this, "card");
    open_->setObjectName(QStringLiteral("challenge.tasks"));
    open_->hide();
    note_->setObjectName(QStringLiteral("challenge.tasks.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    tasks_->setObjectName(QStringLiteral("challenge.tasks.list"));
    tasks_->setAccessibleName(tr("Tasks that were missed"));

    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins({});
    contentLayout->addWidget(note_);
    contentLayout->addWidget(tasks_);
    contentLayout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(78);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 9, 14, 9);
    layout->setSpacing(8);
    layout->addLayout(makeBar());
    layout->addWidget(scroll, 1);
    connect(choice_, &QButtonGroup::idClicked, this, &MissedTasksPanel::refresh);
    connect(&drawings_, &session::TrialDrawings::changed, this, &MissedTasksPanel::refresh);
    connect(open_, &QPushButton::clicked, this, &MissedTasksPanel::openTasks);
}

QBoxLayout* MissedTasksPanel::makeBar() {
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    for (const char* objectName : {"challenge.list.person", "challenge.list.model", "challenge.list.both"}) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(objectName));
        button->setCheckable(true);
        setStyleRole(button, "flat");
        choice_->addButton(button, static_cast<int>(choice_->buttons().size()));
        bar->addWidget(button);
    }
    choice_->button(0)->setChecked(true);
    bar->addStretch(1);
    bar->addWidget(open_);
    return bar;
}

void MissedTasksPanel::setTrials(const std::vector<session::TrialRecord>& trials,
                                 const session::ChallengeResults& results) {
    const std::vector<int>* missed[] = {&results.beatPerson, &results.beatModel, &results.beatBoth};
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        lists_[i].clear();
        for (const int trial : *missed[i]) lists_[i].push_back(trials[static_cast<std::size_t>(trial)]);
    }
    drawings_.find(trials);
    refresh();
}

void MissedTasksPanel::offerTasks(bool on) {
    open_->setVisible(on);
}

const std::vector<session::TrialRecord>& MissedTasksPanel::chosenList() const {
    return lists_[static_cast<std::size_t>(choice_->checkedId())];
}

void MissedTasksPanel::refresh() {
    choice_->button(0)->setText(tr("Only the person missed · %1").arg(lists_[0].size()));
    choice_->button(1)->setText(tr("Only the model missed · %1").arg(lists_[1].size()));
    choice_->button(2)->setText(tr("Both missed · %1").arg(lists_[2].size()));
    std::vector<MissedTask> missed;
    for (const session::TrialRecord& trial : chosenList())
        if (const auto task = drawings_.task(trial))
            missed.push_back(missedTask(trial, drawings_.dataset(trial), *task));
    showNote(chosenList().size() - missed.size());
    showOpen(static_cast<std::size_t>(
        std::ranges::count_if(missed, [&](const MissedTask& task) { return task.dataset == missed.front().dataset; })));
    tasks_->setTasks(std::move(missed));
}

void MissedTasksPanel::showNote(std::size_t undrawn) {
    const std::size_t all = chosenList().size();
    const bool fault = undrawn > 0 && !drawings_.problem().isEmpty();
    ui::showNote(note_,
                 all == 0      ? tr("None")
                 : fault       ? tr("%1 of %2 cannot be drawn. %3").arg(undrawn).arg(all).arg(drawings_.problem())
                 : undrawn > 0 ? tr("The drawings are being read")
                               : QString(),
                 fault);
}

void MissedTasksPanel::showOpen(std::size_t openable) {
    const std::size_t all = chosenList().size();
    const bool part = openable > 0 && openable < all;
    open_->setEnabled(openable > 0);
    open_->setText(part ? tr("Open %1 of %2 in Tasks").arg(openable).arg(all) : tr("Open in Tasks"));
    open_->setToolTip(part
                          ? tr("The page Tasks shows one dataset at a time; the others are of other data, or could not "
                               "be drawn")
                          : QString());
}

void MissedTasksPanel::openTasks() {
    // Tasks of one dataset: that of the first.
    session::DatasetPtr dataset;
    std::vector<Task> tasks;
    for (const session::TrialRecord& trial : chosenList()) {
        const auto task = drawings_.task(trial);
        if (!dataset && task) dataset = drawings_.dataset(trial);
        if (task && drawings_.dataset(trial) == dataset) tasks.push_back(*task);
    }
    if (dataset) Q_EMIT tasksRequested(dataset, tasks);
}

}  // namespace oneshot::ui
