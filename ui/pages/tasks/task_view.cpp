#include "ui/pages/tasks/task_view.h"

#include <QAction>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "core/evaluation/probabilities.h"
#include "ui/pages/tasks/learner_model.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

WayVerdict verdictOf(const session::LearnerAnswers& answers, const session::TaskAnswer& answer, int way) {
    using Mark = WayVerdict::Mark;
    const TaskOutcome& outcome = answer.outcome;
    return {.score = scoreText(answers.model->scoreKind(), outcome.scores[way]),
            .probability = answer.probabilities[way],
            .rank = rankOf(outcome.scores, way),
            .mark = outcome.predicted != way ? Mark::None
                    : outcome.right          ? Mark::Right
                                             : Mark::Wrong};
}

}  // namespace

TaskView::TaskView() : grid_(new SupportGrid) {
    grid_->setObjectName(QStringLiteral("tasks.support"));
    grid_->setLargestSide(200);  // so that a few ways fill a large screen
    setLayout(columnLayout(8, {makeNavigation(), makeAsked(), {grid_, 1}}));
    setMinimumWidth(390);
    connect(grid_, &SupportGrid::currentChanged, this, &TaskView::wayChosen);
    setPlace(-1, 0);
}

QLayout* TaskView::makeNavigation() {
    previous_ = keyAction(this, "previous", tr("Previous task"), Qt::Key_P, tr("Previous task"));
    next_ = keyAction(this, "next", tr("Next task"), Qt::Key_N, tr("Next task"));
    answer_ = keyAction(this, "answer", tr("Answer"), Qt::Key_A, tr("Show or hide the answer and what learners say"));
    answer_->setCheckable(true);
    answer_->setChecked(true);
    jump_ = spinBox("tasks.jump", 0, 0, 0);
    jump_->setAccessibleName(tr("Place among the tasks shown"));
    jump_->setToolTip(tr("Place among the tasks shown; type a number to go there"));
    jump_->setKeyboardTracking(false);
    total_ = new QLabel;
    setStyleRole(total_, "muted");
    heading_ = new LineLabel("tasks.heading", nullptr);
    connect(previous_, &QAction::triggered, this, [this] { Q_EMIT placeWanted(jump_->value() - 2); });
    connect(next_, &QAction::triggered, this, [this] { Q_EMIT placeWanted(jump_->value()); });
    connect(jump_, &QSpinBox::valueChanged, this, [this](int place) { Q_EMIT placeWanted(place - 1); });
    connect(answer_, &QAction::toggled, this, [this](bool shown) {
        if (!shown) grid_->setCurrent(-1);  // it may be what a learner chose
        renew();
        Q_EMIT answerToggled(shown);
    });
    return rowLayout(6, {flatButton("tasks.previous", previous_),
                         flatButton("tasks.next", next_),
                         jump_,
                         total_,
                         Gap{6},
                         {heading_, 1},
                         flatButton("tasks.answer", answer_, true)});
}

QLayout* TaskView::makeAsked() {
    query_ = new PictureRow;
    query_->setObjectName(QStringLiteral("tasks.query"));
    query_->setAccessibleName(tr("Query"));
    query_->setEmptyText(tr("a vector: no picture"));
    explain(query_, "query");
    learnerModel_ = new LearnerModel(this);
    learnerTable_ = rowTable("tasks.learner.table", tr("Learners"), learnerModel_);
    learnerTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    learnerTable_->horizontalHeader()->setStretchLastSection(true);
    learnerTable_->setToolTip(tr("Choose the learner that filters and reasons are about"));
    learnerCard_ = viewCard(learnerTable_);
    connect(learnerTable_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& to) {
                if (to.isValid()) Q_EMIT learnerChosen(to.row());
            });
    return rowLayout(10, {query_, {learnerCard_, 1}});
}

void TaskView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int rows = 3 * learnerTable_->verticalHeader()->defaultSectionSize();  // as many as answer at first
    const int table = learnerTable_->horizontalHeader()->sizeHint().height() + rows +
                      learnerTable_->horizontalScrollBar()->sizeHint().height() + 12;
    const int side = std::max(table, std::clamp(height() / 5, 120, 220));
    query_->setFixedSize(side, side);
    learnerCard_->setFixedHeight(side);
}

void TaskView::setBoard(session::BoardPtr board, const QStringList& states, int learner) {
    board_ = std::move(board);
    QStringList names;
    for (const session::TaskLearner& asked : board_->question.learners)
        names += session::ModelLibrary::titleOf(asked.id);
    grid_->setLearners(names);
    learnerModel_->setBoard(board_, states);
    if (learner >= 0) learnerTable_->selectRow(learner);
}

void TaskView::setPlace(int row, int count) {
    const QSignalBlocker quiet(jump_);
    jump_->setRange(std::min(1, count), count);
    jump_->setValue(row + 1);
    jump_->setEnabled(row >= 0);
    total_->setText(tr("of %1").arg(QLocale().toString(count)));
    previous_->setEnabled(row > 0);
    next_->setEnabled(row >= 0 && row + 1 < count);
}

void TaskView::showTask(int task, int learner) {
    const auto tasks = board_ ? board_->tasks : nullptr;
    const bool sameTasks = std::exchange(tasks_, tasks) == tasks;
    const bool another = std::exchange(task_, task) != task || !sameTasks;
    renew();
    if (another) chooseAnswer(learner);
}

void TaskView::renew() {
    const bool shown = answerShown();
    learnerModel_->setTask(shown ? task_ : -1);
    if (task_ < 0) {
        heading_->say(board_ && board_->size() > 0 ? tr("No task passes the filters") : QString());
        query_->setPictures({});
        return grid_->setCells({});
    }
    const Task& task = board_->task(task_);
    const Dataset& dataset = *board_->dataset;
    const int drawer = dataset.drawings[task.query].drawer;
    QString heading = tr("Task %1").arg(task_ + 1);
    if (shown) heading += QStringLiteral(" · ") + characterName(dataset, task.ways[task.answer].character);
    if (drawer > 0) heading += tr(" · drawer %1").arg(drawer);
    heading_->say(heading);
    query_->setPictures({{dataset.drawings[task.query].image, {}}});
    showCells(task);
}

void TaskView::showCells(const Task& task) {
    const Dataset& dataset = *board_->dataset;
    const bool shown = answerShown(), vectors = dataset.format == DataFormat::Vectors;
    std::vector<WayCell> cells;
    for (int way = 0; way < static_cast<int>(task.ways.size()); ++way) {
        const CharacterId id = task.ways[way].character;
        WayCell cell;
        if (!vectors)
            for (const DrawingId drawing : task.ways[way].drawings)
                cell.drawings.push_back(dataset.drawings[drawing].image);
        cell.name = shown ? characterName(dataset, id) : tr("name hidden with the answer");
        cell.answer = shown && way == task.answer;
        cell.seen = board_->learnt(id);
        for (int i = 0; shown && i < static_cast<int>(board_->answers.size()); ++i) {
            const session::TaskAnswer* answer = board_->answer(i, task_);
            cell.verdicts.push_back(answer ? verdictOf(*board_->answers[i], *answer, way)
                                           : WayVerdict{tr("–"), 0, 0, {}});
        }
        cells.push_back(std::move(cell));
    }
    grid_->setCells(std::move(cells));
}

void TaskView::chooseAnswer(int learner) {
    if (task_ < 0 || !answerShown()) return;
    const session::TaskAnswer* answer = learner >= 0 ? board_->answer(learner, task_) : nullptr;
    const int chosen = answer ? answer->outcome.predicted : -1;
    grid_->setCurrent(chosen >= 0 ? chosen : board_->task(task_).answer);
}

int TaskView::way() const {
    return grid_->current();
}

bool TaskView::answerShown() const {
    return answer_->isChecked();
}

}  // namespace oneshot::ui
