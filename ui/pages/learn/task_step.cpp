#include "ui/pages/learn/task_step.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/learn/drawing_tile.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/learn/task_cells.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int side = 150, largestSide = 190;  // of the query and of a way, pixels; ways may be smaller
constexpr int lowestGrid = 220;               // pixels: 20 ways in four rows

}  // namespace

TaskStep::TaskStep(session::Workspace&)
    : LearnStep(LearnPage::titleOf(0),
                tr("You see one drawing of each character, and no more. Then somebody else draws one of them: the "
                   "query. Which one is it?\n\nClick your answer or type its number. The more characters there are to "
                   "choose from, the less guessing helps.")),
      place_(cardTitle({})),
      feedback_(textLabel("learn.task.feedback")),
      query_(new DrawingTile("learn.task.query", tr("The query"))),
      support_(new SupportGrid),
      next_(new QPushButton(tr("Next task"))),
      chance_(new Figure(QStringLiteral("learn.task.chance"))),
      score_(new Figure(QStringLiteral("learn.task.score"), tr("You"), true)) {
    place_->setObjectName(QStringLiteral("learn.task.place"));
    support_->setObjectName(QStringLiteral("learn.task.support"));
    next_->setObjectName(QStringLiteral("learn.task.next"));
    setStyleRole(next_, "primary");
    explain(place_, "way");
    explain(place_, "shot");
    support_->setNumbered(true);
    support_->setLargestSide(largestSide);
    support_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // it takes what there is
    support_->setMinimumHeight(lowestGrid);
    query_->setMinimumSize(side, side);
    setLead(support_);
    chance_->setCaption(tr("Chance"), explanation("chance"));
    beside()->addSpacing(8);
    beside()->addLayout(chance_);
    beside()->addLayout(score_);
    QSizePolicy keepsItsPlace = next_->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    next_->setSizePolicy(keepsItsPlace);

    QLabel* queryCaption = fieldCaption(tr("Query"), query_);
    QLabel* supportCaption = fieldCaption(tr("Support set"), support_);
    explain(queryCaption, "query");
    explain(supportCaption, "support set");
    picture()->addLayout(rowLayout(12, {{columnLayout(4, {place_, feedback_}), 1}, {next_, 0, Qt::AlignTop}}));
    picture()->addLayout(rowLayout(20, {columnLayout(6, {queryCaption, query_, Filler()}),
                                        {columnLayout(6, {supportCaption, {support_, 1}}), 1}}),
                         1);

    connect(&tasks_, &session::LessonTasks::drawn, this, [this] {
        at_ = answers_ = right_ = 0;
        guessed_ = 0;
        showTask();
    });
    connect(&tasks_, &session::LessonTasks::failed, this, [this](const QString& why) {
        setFault(feedback_, true);
        feedback_->setText(why);
    });
    connect(support_, &SupportGrid::clicked, this, &TaskStep::answer);
    connect(support_, &SupportGrid::activated, this, &TaskStep::answer);
    connect(next_, &QPushButton::clicked, this, &TaskStep::next);
    next_->hide();
    showFigures();
    feedback_->setText(tr("Drawing characters"));
    tasks_.draw(seed_);
}

bool TaskStep::isLast() const {
    return at_ + 1 == static_cast<int>(tasks_.tasks().size());
}

void TaskStep::showTask() {
    const Task& task = tasks_.tasks()[static_cast<std::size_t>(at_)];
    const Dataset& dataset = *tasks_.dataset();
    const int ways = static_cast<int>(task.ways.size());
    answered_ = false;
    typed_.clear();
    query_->setDrawing(dataset.drawings[task.query].image);
    support_->setCurrent(-1);
    support_->setCells(taskCells(dataset, task));
    place_->setText(tr("Task %1 of %2: %3-way, 1-shot").arg(at_ + 1).arg(tasks_.tasks().size()).arg(ways));
    setFault(feedback_, false);
    showTyped();
    if (next_->hasFocus()) support_->setFocus();
    next_->hide();
    showFigures();
}

void TaskStep::showTyped() {
    const QString hint = support_->cells().size() > 10 ? tr("Click it, or type both digits of its number.")
                                                       : tr("Click it, or type its number.");
    feedback_->setText(typed_.first() < 0 ? hint : tr("%1_ and the second digit").arg(typed_.first()));
}

void TaskStep::answer(int way) {
    if (answered_ || tasks_.tasks().empty()) return;
    const Task& task = tasks_.tasks()[static_cast<std::size_t>(at_)];
    const int ways = static_cast<int>(task.ways.size());
    const bool right = way == task.answer;
    answered_ = true;
    ++answers_;
    right_ += right;
    guessed_ += 1.0 / ways;
    std::vector<WayCell> cells = support_->cells();
    cells[static_cast<std::size_t>(task.answer)].answer = true;
    cells[static_cast<std::size_t>(way)].wrong = !right;
    support_->setCells(std::move(cells));
    support_->setCurrent(way);
    const QString key = keysOf(task.answer, ways);
    setStyleRole(feedback_, "muted", false);
    feedback_->setText(right ? tr("Right, it is %1.").arg(key) : tr("Wrong, it is %1.").arg(key));
    next_->setText(isLast() ? tr("Three other tasks") : tr("Next task"));
    setStyleRole(next_, "primary", !isLast());  // else the way on is the page's
    next_->show();
    if (support_->hasFocus()) next_->setFocus();
    showFigures();
    if (isLast()) Q_EMIT done();
}

void TaskStep::next() {
    if (!answered_) return;
    if (isLast()) return tasks_.draw(++seed_);
    ++at_;
    showTask();
}

void TaskStep::showFigures() {
    if (tasks_.tasks().empty()) {
        chance_->set(Figure::none);
    } else {
        const auto ways = static_cast<int>(tasks_.tasks()[static_cast<std::size_t>(at_)].ways.size());
        chance_->set(percentText(100.0 / ways), tr("one in %1").arg(ways));
    }
    if (answers_ == 0) return score_->set(Figure::none);
    score_->set(tr("%1 of %2 right").arg(right_).arg(answers_),
                tr("by guessing %1 on average").arg(QLocale().toString(guessed_, 'f', 2)));
}

void TaskStep::keyPressEvent(QKeyEvent* event) {
    const bool command = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const int digit = command ? -1 : digitOf(*event);
    if (enter && answered_) return next();
    if (digit < 0 || answered_ || tasks_.tasks().empty()) return LearnStep::keyPressEvent(event);
    const auto way = typed_.type(digit, static_cast<int>(support_->cells().size()));
    way ? answer(*way) : showTyped();
}

}  // namespace oneshot::ui
