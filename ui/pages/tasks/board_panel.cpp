#include "ui/pages/tasks/board_panel.h"

#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/reason_panel.h"
#include "ui/pages/tasks/task_list.h"
#include "ui/pages/tasks/task_view.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {

BoardPanel::BoardPanel(QWidget* parent)
    : QWidget(parent), list_(new TaskList), reasons_(new ReasonPanel), view_(new TaskView) {
    QSplitter* left = splitter("tasks.splitter.list", Qt::Vertical, {{list_, 300, 3}, {reasons_, 280, 2}});
    left->setMinimumWidth(380);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter("tasks.splitter", Qt::Horizontal, {{left, 396, 2}, {view_, 630, 3}}));
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

void BoardPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
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
