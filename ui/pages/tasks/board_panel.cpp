#include "ui/pages/tasks/board_panel.h"

#include <algorithm>

#include "ui/pages/tasks/reason_panel.h"
#include "ui/pages/tasks/task_list.h"
#include "ui/pages/tasks/task_view.h"

namespace oneshot::ui {

BoardPanel::BoardPanel(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), list_(new TaskList), reasons_(new ReasonPanel), view_(new TaskView) {
    auto* left = new QSplitter(Qt::Vertical);
    left->setObjectName(QStringLiteral("tasks.splitter.list"));
    left->setHandleWidth(10);
    left->setChildrenCollapsible(false);
    left->addWidget(list_);
    left->addWidget(reasons_);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 2);
    left->setSizes({300, 280});
    left->setMinimumWidth(380);
    setObjectName(QStringLiteral("tasks.splitter"));
    setHandleWidth(12);
    setChildrenCollapsible(false);
    addWidget(left);
    addWidget(view_);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setSizes({396, 630});
    setFocusProxy(list_);

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

void BoardPanel::setBoard(const session::BoardPtr& board, const QStringList& states, const QString& learner) {
    board_ = board;
    learner_ = learner;
    list_->setBoard(board);
    view_->setBoard(board, states);
    view_->setLearner(learnerPlace());
    chooseLearner(learner);
}

void BoardPanel::chooseLearner(const QString& id) {
    learner_ = id;
    list_->setLearner(learnerPlace(), session::ModelLibrary::titleOf(id));
}

int BoardPanel::learnerPlace() const {
    const auto& asked = board_->question.learners;
    const auto found = std::ranges::find(asked, learner_, &session::TaskLearner::id);
    return found == asked.end() ? -1 : static_cast<int>(found - asked.begin());
}

bool BoardPanel::answerShown() const {
    return view_->answerShown();
}

void BoardPanel::toggleAnswer() {
    view_->toggleAnswer();
}

void BoardPanel::showEvent(QShowEvent* event) {
    QSplitter::showEvent(event);
    if (board_) explain();
}

void BoardPanel::showTask(int task) {
    view_->setPlace(list_->row(), list_->rowCount());
    view_->showTask(task, board_ ? learnerPlace() : -1);
    explain();
}

/// Works nothing out while nobody sees it.
void BoardPanel::explain() {
    if (!isVisible()) return;  // showEvent catches up
    const int task = list_->task(), way = view_->way(), learner = board_ ? learnerPlace() : -1;
    if (task < 0 || way < 0 || learner < 0)
        reasons_->clear(tr("Choose a way to see why a learner finds it alike or not."),
                        tr("Choose a way to see its drawing bent onto the query."));
    else if (!answerShown())
        reasons_->clear(tr("It is told with the answer (A)."), tr("It is shown with the answer (A)."));
    else
        reasons_->explain(*board_, learner, task, way);
}

}  // namespace oneshot::ui
