#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/tasks/model_view.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/fields/thinking_field.h"
#include "ui/pages/tasks/reason_panel.h"
#include "ui/pages/tasks/task_exporter.h"
#include "ui/pages/tasks/task_filter_bar.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_view.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/pages/tasks/ways_view.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::ModelLibrary;
using session::TaskBoard;
using Source = TaskControls::Source;

}  // namespace

TasksPage::TasksPage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      sources_(workspace),
      learners_{QStringLiteral("pixels-l2"), QStringLiteral("modified-hausdorff")},
      views_(new QStackedWidget) {
    setObjectName(QStringLiteral("page.tasks"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(makeHeader());
    layout->addWidget(views_, 1);
    addView(QStringLiteral("tasks"), tr("Tasks"), makeBoard());
    addView(QStringLiteral("ways"), tr("Accuracy against N"), new WaysView(workspace_));
    addView(QStringLiteral("model"), tr("Model"), new ModelView(workspace_));
    makeShortcuts();
    setFocusProxy(table_);
    askTimer_.setObjectName(QStringLiteral("tasks.timer"));
    askTimer_.setSingleShot(true);
    askTimer_.setInterval(200);

    connect(&askTimer_, &QTimer::timeout, this, &TasksPage::ask);
    connect(controls_, &TaskControls::changed, this, &TasksPage::askSoon);
    connect(thinking_, &ThinkingField::changed, this, &TasksPage::askSoon);
    connect(controls_, &TaskControls::lakeWanted, this, [this] { sources_.askForLake(this); });
    connect(messageLake_, &QPushButton::clicked, this, [this] { sources_.askForLake(this); });
    connect(useMost_, &QPushButton::clicked, this, [this] { controls_->setWays(mostWays_); });
    connect(&sources_, &TaskSources::changed, this, &TasksPage::showSources);
    connect(&sources_, &TaskSources::lakeChosen, this, &TasksPage::openLake);
    connect(&sources_, &TaskSources::lakeFailed, this, [this](const QString& why) {
        if (controls_->source() == Source::Lake) showMessage(why);
    });
    connect(&workspace_, &session::Workspace::modelChanged, this, &TasksPage::followModelInUse);
    connect(&workspace_.models(), &ModelLibrary::changed, this, &TasksPage::takeModel);
    connect(&browser_, &session::TaskBrowser::changed, this, &TasksPage::takeBoard);
    connect(&browser_, &session::TaskBrowser::failed, this, &TasksPage::takeFailure);
    connect(&browser_, &session::TaskBrowser::progressed, bar_, &QProgressBar::setValue);
    connect(&browser_, &session::TaskBrowser::finished, this, [this] {
        showBusy();
        if (renewed_) askSoon();
    });
    connect(exporter_, &TaskExporter::told, this, &TasksPage::tellExport);
    connect(learnersMenu_, &QMenu::aboutToShow, this, &TasksPage::fillLearners);
    connect(ask_, &QToolButton::clicked, this, [this] {
        if (browser_.busy())
            browser_.cancel();
        else
            ask();
        showBusy();
    });
    connect(filters_, &TaskFilterBar::changed, this, &TasksPage::applyFilter);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& to) {
        if (const int task = shown_->mapToSource(to).row(); to.isValid() && task != task_) showTask(task);
    });
    connect(shown_, &QAbstractItemModel::layoutChanged, this, &TasksPage::selectTask);
    connect(taskView_, &TaskView::placeWanted, this, &TasksPage::go);
    connect(taskView_, &TaskView::learnerChosen, this,
            [this](int learner) { chooseLearner(tasks_->board()->question.learners[learner].id); });
    connect(taskView_, &TaskView::wayChosen, this, &TasksPage::showWhy);
    connect(taskView_, &TaskView::answerToggled, this, [this](bool shown) {
        table_->setColumnHidden(TaskModel::CharacterName, !shown);
        showWhy();
    });
    followModelInUse();
    showSources();
    tellExport({}, false);
}

bool TasksPage::answerShown() const {
    return taskView_->answerShown();
}

void TasksPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_) ask();
    if (tasks_->board()) showWhy();
    if (!isAncestorOf(window()->focusWidget())) setFocus();
}

void TasksPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Right)
        taskView_->goNext();
    else if (event->key() == Qt::Key_Left)
        taskView_->goPrevious();
    else
        QWidget::keyPressEvent(event);
}

void TasksPage::ask() {
    askTimer_.stop();
    stale_ = !isVisible();
    if (stale_) return;
    renewed_ = false;
    session::TaskQuestion question = controls_->question();
    question.thinking = thinking_->thinking();
    if (const QString why = sources_.fill(controls_->source(), question); !why.isEmpty()) {
        browser_.cancel();
        showMessage(why);
        return showBusy();
    }
    for (const QString& id : learners_) {
        const ModelPtr model = workspace_.models().model(id);
        if (!model && workspace_.models().problem(id).isEmpty()) workspace_.models().open(id);
        question.learners.push_back({id, model});
    }
    browser_.ask(question);
    if (content_->currentIndex() == 1 || !browser_.board()) showMessage(tr("Drawing the tasks"));
    showBusy();
}

void TasksPage::followModelInUse() {
    const QString id = workspace_.modelId();
    if (std::exchange(inUse_, id) == id) return;  // takeModel() hears of what is behind it
    const qsizetype place = learners_.indexOf(followed_);
    if (learner_ == followed_) learner_ = id;
    if (learners_.contains(id)) {
        if (place >= 0) learners_.removeAt(place);
        followed_.clear();  // it is there of its own
    } else if (place >= 0) {
        learners_[place] = followed_ = id;
    } else if (followed_.isEmpty()) {
        learners_.append(followed_ = id);
    }
    if (!learners_.contains(learner_)) learner_ = learners_.value(learners_.size() - 1);
    askSoon();
}

void TasksPage::takeModel(const QString& id) {
    if (!learners_.contains(id)) return;
    // A training may publish faster than tasks are answered: its newest is asked when the one before has answered.
    if (id == ModelLibrary::live && browser_.busy())
        renewed_ = true;
    else
        askSoon();
}

void TasksPage::setLearner(const QString& id, bool on) {
    if (learners_.contains(id) == on) return;
    if (on) {
        learners_.append(id);
        if (id == followed_) followed_.clear();
    } else {
        learners_.removeAll(id);
    }
    if (!learners_.contains(learner_)) learner_ = learners_.value(learners_.size() - 1);
    ask();
}

void TasksPage::fillLearners() {
    learnersMenu_->clear();
    for (const session::ModelEntry& entry : workspace_.models().entries()) {
        QAction* action = learnersMenu_->addAction(buttonText(entry.title));
        action->setObjectName(QStringLiteral("tasks.learner.") + entry.id);
        action->setToolTip(entry.detail);
        action->setCheckable(true);
        action->setChecked(learners_.contains(entry.id));
        connect(action, &QAction::toggled, this, [this, id = entry.id](bool on) { setLearner(id, on); });
    }
}

QStringList TasksPage::learnerStates(const TaskBoard& board) const {
    QStringList states;
    for (const auto& [id, model] : board.question.learners) {
        const QString problem = workspace_.models().problem(id);
        states += model ? QString() : problem.isEmpty() ? tr("It is being opened") : problem;
    }
    return states;
}

void TasksPage::takeBoard() {
    const session::BoardPtr& board = browser_.board();
    if (tasks_->board() && tasks_->board()->tasks != board->tasks) {
        task_ = -1;
        if (!exporter_->busy()) tellExport({}, false);
    }
    content_->setCurrentIndex(0);
    const int columns = tasks_->columnCount();
    tasks_->setBoard(board);
    if (columns != tasks_->columnCount()) arrangeColumns();
    taskView_->setBoard(board, learnerStates(*board));
    taskView_->setLearner(learner());
    filters_->setAlphabets(queryAlphabets(*board));
    chooseLearner(learner_);
    showSummary();
    showBusy();
}

/// What the learners said comes first, since the rest may not fit.
void TasksPage::arrangeColumns() {
    QHeaderView* header = table_->horizontalHeader();
    const QFontMetrics metrics = table_->fontMetrics();
    const auto width = [&](const QString& text) { return metrics.horizontalAdvance(text) + 14; };
    for (int column = 0; column < tasks_->columnCount(); ++column) {
        const bool learner = column >= TaskModel::FirstLearner && column < tasks_->disagreeColumn();
        const bool name = column == TaskModel::AlphabetName || column == TaskModel::CharacterName;
        const QString widest = learner ? QStringLiteral("✗ #60 −0.00")
                               : name  ? QStringLiteral("character00")
                                       : tasks_->headerData(column, Qt::Horizontal).toString() + u' ';
        header->resizeSection(column, std::max(width(widest), header->sectionSizeHint(column)));
        if (learner) header->moveSection(header->visualIndex(column), column - TaskModel::FirstLearner + 1);
    }
}

void TasksPage::takeFailure(const QString& why) {
    if (askTimer_.isActive()) return;  // the settings are others already
    const TaskSettings asked = controls_->question().settings;
    const session::DatasetPtr dataset = sources_.drawnFrom(controls_->source());
    const int most = dataset ? mostWays(*dataset, asked.shots, asked.withinAlphabet) : 0;
    showMessage(why, most < asked.ways ? most : 0);
    showBusy();
}

void TasksPage::showMessage(const QString& text, int most) {
    mostWays_ = most;
    message_->setText(text);
    useMost_->setVisible(most >= 2);
    useMost_->setText(tr("Ask for %1 ways").arg(most));
    messageLake_->setVisible(controls_->source() == Source::Lake && !browser_.busy());
    content_->setCurrentIndex(1);
    for (QLabel* label : {summary_, learnt_, problems_}) label->hide();
}

void TasksPage::showBusy() {
    const bool busy = browser_.busy(), shown = content_->currentIndex() == 0 && browser_.board();
    const bool left = shown && [&board = *browser_.board()] {
        for (int i = 0; i < static_cast<int>(board.answers.size()); ++i)
            if (board.question.learners[i].model && !board.answered(i)) return true;
        return false;
    }();
    if (!busy) bar_->setValue(0);
    ask_->setVisible(busy || left);
    ask_->setIcon(lineIcon(busy ? "stop" : "again"));
    ask_->setToolTip(busy ? tr("Stop asking the learners") : tr("Ask the learners that have not answered"));
    ask_->setAccessibleName(ask_->toolTip());
    export_->setEnabled(shown && shown_->rowCount() > 0 && !exporter_->busy());
    cost_->setText(shown ? thinkingCost(*browser_.board(), busy) : QString());
}

void TasksPage::showSources() {
    for (const Source source : {Source::Dataset, Source::HeldOut, Source::Lake})
        controls_->setSourceName(source, sources_.nameOf(source), sources_.specOf(source));
    askSoon();
}

void TasksPage::showSummary() {
    const TaskBoard& board = *browser_.board();
    QStringList problems;
    for (std::size_t i = 0; i < board.answers.size(); ++i) {
        const QString& id = board.question.learners[i].id;
        const QString problem = board.answers[i] ? board.answers[i]->problem : workspace_.models().problem(id);
        if (!problem.isEmpty()) problems += tr("%1 cannot answer. %2").arg(ModelLibrary::titleOf(id), problem);
    }
    summary_->setText(boardSummary(board));
    summary_->show();
    learnt_->setText(learntWarning(board));
    learnt_->setVisible(!learnt_->text().isEmpty());
    problems_->setText(problems.join(u'\n'));
    problems_->setVisible(!problems.isEmpty());
}

int TasksPage::learner() const {
    if (!tasks_->board()) return -1;
    const auto& asked = tasks_->board()->question.learners;
    const auto found = std::ranges::find(asked, learner_, &session::TaskLearner::id);
    return found == asked.end() ? -1 : static_cast<int>(found - asked.begin());
}

void TasksPage::chooseLearner(const QString& id) {
    learner_ = id;
    filters_->setLearner(ModelLibrary::titleOf(id));
    applyFilter();
}

void TasksPage::applyFilter() {
    TaskFilter filter = filters_->filter();
    filter.learner = std::max(0, learner());
    shown_->setFilter(filter);
    filters_->setShown(shown_->rowCount(), tasks_->rowCount());
    selectTask();
    showBusy();
}

int TasksPage::row() const {
    return task_ < 0 ? -1 : shown_->mapFromSource(tasks_->index(task_, 0)).row();
}

void TasksPage::go(int row) {
    if (row < 0 || row >= shown_->rowCount()) return;
    table_->selectRow(row);
    table_->scrollTo(shown_->index(row, 0));
}

void TasksPage::selectTask() {
    const std::vector<int> shown = shown_->tasks();
    if (shown.empty()) return showTask(-1);
    if (row() < 0)  // what is nearest
        task_ = *std::ranges::min_element(shown, {}, [this](int task) { return std::abs(task - task_); });
    go(row());
    showTask(task_);
}

void TasksPage::showTask(int task) {
    const auto tasks = tasks_->board() ? tasks_->board()->tasks : nullptr;
    const bool sameTasks = std::exchange(askedTasks_, tasks) == tasks;
    const bool another = std::exchange(askedTask_, task) != task || !sameTasks;
    task_ = task;
    taskView_->setPlace(row(), shown_->rowCount());
    taskView_->showTask(task);
    if (another) taskView_->chooseAnswer(learner());
    showWhy();
}

void TasksPage::showWhy() {
    if (!isVisible()) return;  // showEvent catches up
    const int way = taskView_->way();
    if (task_ < 0 || way < 0 || learner() < 0)
        reasons_->clear(tr("Choose a way to see why a learner finds it alike or not."),
                        tr("Choose a way to see its drawing bent onto the query."));
    else if (!answerShown())
        reasons_->clear(tr("It is told with the answer (A)."), tr("It is shown with the answer (A)."));
    else
        reasons_->explain(*tasks_->board(), learner(), task_, way);
}

void TasksPage::openLake(const QString& path) {
    browser_.cancel();  // what it answers is of another source
    sources_.openLake(path);
    controls_->setSource(Source::Lake);
    showSources();
    showMessage(tr("Reading %1").arg(path));
    showBusy();
}

void TasksPage::showTasks(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    sources_.give(dataset, std::move(tasks), name);
    controls_->setSourceName(Source::Given, name);
    controls_->setSource(Source::Given);
    tabs_->button(0)->click();
    ask();
}

void TasksPage::tellExport(const QString& text, bool fault) {
    setStyleRole(notice_, "fault", fault);
    setStyleRole(notice_, "muted", !fault);
    notice_->setText(text);
    notice_->setVisible(!text.isEmpty());
    showBusy();
}

}  // namespace oneshot::ui
