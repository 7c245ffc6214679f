#include "ui/pages/tasks/board_panel.h"

#include <QFrame>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/task_list.h"
#include "ui/pages/tasks/task_view.h"
#include "ui/pages/tasks/why_panel.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {

BoardPanel::BoardPanel() : list_(new TaskList), why_(new WhyPanel), morph_(new MorphPanel), view_(new TaskView) {
    QSplitter* left = splitter("tasks.splitter.list", Qt::Vertical, {{list_, 300, 3}, {makeReasons(), 280, 2}});
    left->setMinimumWidth(380);
    setLayout(columnLayout(0, {splitter("tasks.splitter", Qt::Horizontal, {{left, 396, 2}, {view_, 630, 3}})}));
    setFocusProxy(list_);
    addActions(view_->actions());

    connect(list_, &TaskList::currentChanged, this, &BoardPanel::showTask);
    connect(view_, &TaskView::placeWanted, list_, &TaskList::go);
    connect(view_, &TaskView::wayChosen, this, &BoardPanel::explain);
    connect(view_, &TaskView::learnerChosen, this, [this](int learner) {
        chooseLearner(board_->question.learners[learner].id);
        Q_EMIT learnerChosen(learner_);
    });
    connect(view_, &TaskView::answerToggled, this, [this](bool shown) {
        list_->setCharactersShown(shown);
        explain();
    });
}

QWidget* BoardPanel::makeReasons() {
    auto* views = new QStackedWidget;
    auto* tabs = new ViewTabs(views);
    tabs->addView(QStringLiteral("tasks.reason.why"), tr("Why"), why_, tr("What the score is made of"));
    tabs->addView(QStringLiteral("tasks.reason.morph"), tr("Bending"), morph_,
                  tr("How the way's drawing is bent onto the query, and what it costs"));
    return card(columnLayout(6, {{tabs, 0, Qt::AlignLeft}, {views, 1}}), {12, 8, 12, 8});
}

void BoardPanel::setBoard(const session::BoardPtr& board, const QStringList& states, const QString& learner) {
    board_ = board;
    learner_ = learner;
    list_->setBoard(board);
    view_->setBoard(board, states, learnerIndex());
    chooseLearner(learner);
}

void BoardPanel::chooseLearner(const QString& id) {
    learner_ = id;
    list_->setLearner(learnerIndex(), session::ModelLibrary::titleOf(id));
}

int BoardPanel::learnerIndex() const {
    if (!board_) return -1;
    const auto& asked = board_->question.learners;
    const auto found = std::ranges::find(asked, learner_, &session::TaskLearner::id);
    return found == asked.end() ? -1 : static_cast<int>(found - asked.begin());
}

void BoardPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (board_) explain();
}

void BoardPanel::showTask(int task) {
    view_->setPlace(list_->row(), list_->rowCount());
    view_->showTask(task, learnerIndex());
    explain();
}

/// Works nothing out while nobody sees it.
void BoardPanel::explain() {
    if (!isVisible()) return;  // showEvent catches up
    const int task = list_->task(), way = view_->way(), learner = learnerIndex();
    if (task < 0 || way < 0 || learner < 0) {
        why_->clear(tr("Choose a way to see why a learner finds it alike or not."));
        morph_->clear(tr("Choose a way to see its drawing bent onto the query."));
    } else if (!view_->answerShown()) {
        why_->clear(tr("It is told with the answer (A)."));
        morph_->clear(tr("It is shown with the answer (A)."));
    } else {
        why_->explain(*board_, learner, task, way);
        morph_->explain(*board_, learner, task, way);
    }
}

}  // namespace oneshot::ui
