#include "ui/pages/tasks/board_panel.h"

#include <QFrame>
#include <QKeyEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/tasks/morph_panel.h"
#include "ui/pages/tasks/occlusion_panel.h"
#include "ui/pages/tasks/task_list.h"
#include "ui/pages/tasks/task_view.h"
#include "ui/pages/tasks/why_panel.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {

BoardPanel::BoardPanel()
    : list_(new TaskList),
      morph_(new MorphPanel),
      occlusion_(new OcclusionPanel),
      why_(new WhyPanel),
      view_(new TaskView) {
    QSplitter* left = splitter("tasks.splitter.list", Qt::Vertical, {{list_, 280, 1}, {makeReasons(), 300, 1}});
    left->setMinimumWidth(330);
    setLayout(columnLayout(0, {splitter("tasks.splitter", Qt::Horizontal, {{left, 372, 2}, {view_, 654, 3}})}));
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
    const auto add = [&](const char* objectName, const QString& title, QWidget* view, const QString& tip) {
        QScrollArea* scroll = scrolled(view, Qt::ScrollBarAsNeeded);
        scroll->setAccessibleName(title);
        tabs->addView(QLatin1String(objectName), title, scroll, tip);
    };
    add("tasks.reason.morph", tr("Bending"), morph_,
        tr("The two drawings over each other, the way's bent onto the query, and what that costs"));
    add("tasks.reason.occlusion", tr("Blanking"), occlusion_,
        tr("Which strokes of the query carry the score: what becomes of it without them"));
    add("tasks.reason.why", tr("Dimensions"), why_, tr("What the learner receives, and what its score is made of"));
    connect(views, &QStackedWidget::currentChanged, this, &BoardPanel::explain);
    QFrame* reasons = card(columnLayout(6, {{tabs, 0, Qt::AlignLeft}, {views, 1}}), {12, 8, 12, 8});
    reasons->setAccessibleName(tr("Why"));
    return reasons;
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

/// Before an area around it scrolls by the arrows.
void BoardPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Right)
        list_->goNext();
    else if (event->key() == Qt::Key_Left)
        list_->goPrevious();
    else
        QWidget::keyPressEvent(event);
}

void BoardPanel::showTask(int task) {
    view_->setPlace(list_->row(), list_->rowCount());
    view_->showTask(task, learnerIndex());
    explain();
}

/// Works nothing out that nobody sees.
void BoardPanel::explain() {
    if (!isVisible()) return;  // showEvent catches up
    const int task = list_->task(), way = view_->way(), learner = learnerIndex();
    const bool chosen = task >= 0 && way >= 0 && learner >= 0;
    const QString note = task < 0                ? tr("There is no task to explain.")
                         : !view_->answerShown() ? tr("Why a learner chose as it did is told with the answer (A).")
                         : !chosen               ? tr("Choose a way to see why a learner finds it alike or not.")
                                                 : QString();
    const auto tell = [&](auto* panel) {
        if (note.isEmpty() && panel->isVisible())
            panel->explain(*board_, learner, task, way);
        else
            panel->clear(note);
    };
    tell(morph_);
    tell(occlusion_);
    tell(why_);
}

}  // namespace oneshot::ui
