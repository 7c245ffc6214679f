#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/tasks/model_view.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/evaluation/shares.h"
#include "core/runs/run_directory.h"
#include "ui/pages/tasks/learner_model.h"
#include "ui/pages/tasks/picture_row.h"
#include "ui/pages/tasks/task_exporter.h"
#include "ui/pages/tasks/task_filter_bar.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/pages/tasks/ways_view.h"
#include "ui/pages/tasks/why_panel.h"
#include "ui/widgets/dataset_field.h"
#include "ui/widgets/score_text.h"
#include "ui/widgets/support_grid.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::ModelLibrary;
using session::TaskBoard;
using Source = TaskControls::Source;

const QString lakeKey = QStringLiteral("tasks/lake");

QSettings settings() {
    return QSettings(QString::fromStdString((homeFolder() / "workbench.ini").string()), QSettings::IniFormat);
}

WayVerdict verdictOf(const session::LearnerAnswers& answers, const session::TaskAnswer& answer, int way) {
    const TaskOutcome& outcome = answer.outcome;
    WayVerdict verdict;
    verdict.score = scoreText(answers.model->scoreKind(), outcome.scores[way]);
    verdict.share = answer.shares[way];
    verdict.rank = rankOf(outcome.scores, way);
    if (outcome.predicted == way) verdict.mark = outcome.right ? WayVerdict::Mark::Right : WayVerdict::Mark::Wrong;
    return verdict;
}

}  // namespace

TasksPage::TasksPage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
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
    connect(controls_, &TaskControls::lakeWanted, this, &TasksPage::askForLake);
    connect(messageLake_, &QPushButton::clicked, this, &TasksPage::askForLake);
    connect(useMost_, &QPushButton::clicked, this, [this] { controls_->setWays(mostWays_); });
    connect(&workspace_, &session::Workspace::datasetChanged, this, &TasksPage::showSources);
    connect(&workspace_, &session::Workspace::heldOutChanged, this, &TasksPage::showSources);
    connect(&workspace_, &session::Workspace::lakeChanged, this, [this] {
        if (lakeReading_) settings().setValue(lakeKey, lakePath_);
        lakeReading_ = false;
        lakeProblem_.clear();
        showSources();
    });
    connect(&workspace_, &session::Workspace::lakeFailed, this, [this](const QString& why) {
        if (!lakeReading_) return;  // another page asked
        lakeReading_ = false;
        lakeProblem_ = why;
        showSources();
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
    connect(learnerTable_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& to) {
                if (to.isValid()) chooseLearner(tasks_->board()->question.learners[to.row()].id);
            });
    connect(shown_, &QAbstractItemModel::layoutChanged, this, &TasksPage::selectTask);
    connect(previous_, &QToolButton::clicked, this, [this] { go(row() - 1); });
    connect(next_, &QToolButton::clicked, this, [this] { go(row() + 1); });
    connect(jump_, &QSpinBox::valueChanged, this, [this](int place) { go(place - 1); });
    connect(answer_, &QToolButton::toggled, this, &TasksPage::showAnswer);
    connect(grid_, &SupportGrid::currentChanged, this, &TasksPage::showWhy);
    followModelInUse();
    showSources();
    tellExport({}, false);
}

bool TasksPage::answerShown() const {
    return answer_->isChecked();
}

void TasksPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_) ask();
    if (!isAncestorOf(window()->focusWidget())) setFocus();
}

void TasksPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int side = std::clamp(height() / 6, 120, 220);
    query_->setFixedSize(side, side);
    learnerCard_->setFixedHeight(side);
}

void TasksPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Right)
        next_->click();
    else if (event->key() == Qt::Key_Left)
        previous_->click();
    else
        QWidget::keyPressEvent(event);
}

void TasksPage::ask() {
    askTimer_.stop();
    stale_ = !isVisible();
    if (stale_) return;
    renewed_ = false;
    session::TaskQuestion question = controls_->question();
    const auto cannot = [this](const QString& why) {
        browser_.cancel();
        showMessage(why);
        showBusy();
    };
    switch (controls_->source()) {
        case Source::Dataset:
            question.dataset = workspace_.dataset();
            if (!question.dataset)
                return cannot(
                    tr("There are no data in use yet: they are being read, or cannot be used. The Train "
                       "page tells more, and lets you choose others."));
            break;
        case Source::HeldOut:
            question.dataset = workspace_.heldOut();
            if (!question.dataset)
                return cannot(tr("Nothing is held out. Choose data to validate on at the Train page."));
            break;
        case Source::Lake:
            if (lakeReading_) return cannot(tr("Reading %1").arg(lakePath_));
            if (!lakeProblem_.isEmpty()) return cannot(lakeProblem_);
            question.lake = workspace_.lake();
            if (!question.lake) {
                if (const QString path = settings().value(lakeKey).toString(); QFileInfo::exists(path))
                    return openLake(path);
                return cannot(
                    tr("Lake's runs are the fixed one-shot tasks that learners are compared by: "
                       "one_shot_runs.zip or all_runs.zip of Omniglot's files, or a folder with them."));
            }
            break;
        case Source::Given:
            question.dataset = givenDataset_;
            question.given = given_;
            break;
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
    if (followed_ != id) {
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
    }
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
        QAction* action = learnersMenu_->addAction(entry.title);
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
    QStringList names;
    for (const session::TaskLearner& asked : board->question.learners) names += ModelLibrary::titleOf(asked.id);
    grid_->setLearners(names);
    const bool otherColumns = tasks_->columnCount() != TaskModel::FirstLearner + 2 + static_cast<int>(names.size());
    tasks_->setBoard(board);
    if (otherColumns) arrangeColumns();
    learnerModel_->setBoard(board, learnerStates(*board));
    filters_->setAlphabets(queryAlphabets(*board));
    if (learner() >= 0) learnerTable_->selectRow(learner());
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
        header->resizeSection(column, width(widest));
        if (learner) header->moveSection(header->visualIndex(column), column - TaskModel::FirstLearner + 1);
    }
}

void TasksPage::takeFailure(const QString& why) {
    if (askTimer_.isActive()) return;  // the settings are others already
    const TaskSettings asked = controls_->question().settings;
    const session::DatasetPtr& dataset =
        controls_->source() == Source::HeldOut ? workspace_.heldOut() : workspace_.dataset();
    const bool drawn = dataset && (controls_->source() == Source::Dataset || controls_->source() == Source::HeldOut);
    const int most = drawn ? mostWays(*dataset, asked.shots, asked.withinAlphabet) : 0;
    showMessage(why, most < asked.ways ? most : 0);
    showBusy();
}

void TasksPage::showMessage(const QString& text, int most) {
    mostWays_ = most;
    message_->setText(breakable(text));
    useMost_->setVisible(most >= 2);
    useMost_->setText(tr("Ask for %1 ways").arg(most));
    messageLake_->setVisible(controls_->source() == Source::Lake && !browser_.busy());
    content_->setCurrentIndex(1);
    for (QLabel* label : {summary_, learnt_, problems_}) label->hide();
}

void TasksPage::showBusy() {
    const bool busy = browser_.busy(), shown = content_->currentIndex() == 0 && browser_.board();
    const bool left = shown && std::ranges::any_of(browser_.board()->question.learners, [&](const auto& asked) {
                          const auto i = &asked - browser_.board()->question.learners.data();
                          return asked.model && !browser_.board()->answers[i];
                      });
    if (!busy) bar_->setValue(0);
    ask_->setVisible(busy || left);
    ask_->setIcon(lineIcon(busy ? "stop" : "again"));
    ask_->setToolTip(busy ? tr("Stop asking the learners") : tr("Ask the learners that have not answered"));
    ask_->setAccessibleName(ask_->toolTip());
    export_->setEnabled(shown && shown_->rowCount() > 0 && !exporter_->busy());
}

void TasksPage::showSources() {
    const auto name = [](const session::DatasetPtr& dataset) {
        if (!dataset) return tr("none");
        const QString spec = QString::fromStdString(dataset->spec);
        return DatasetField::isGlyphs(spec) ? DatasetField::nameOf(spec) : QString::fromStdString(dataset->name);
    };
    controls_->setSourceName(Source::Dataset, name(workspace_.dataset()));
    controls_->setSourceName(Source::HeldOut, name(workspace_.heldOut()));
    controls_->setSourceName(Source::Lake, workspace_.lake() && !lakeReading_ && lakeProblem_.isEmpty()
                                               ? QString::fromStdString(workspace_.lake()->dataset.name)
                                               : QString());
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
    problems_->setText(breakable(problems.join(u'\n')));
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
    {
        const QSignalBlocker quiet(jump_);
        jump_->setRange(std::min(1, shown_->rowCount()), shown_->rowCount());
        jump_->setValue(row() + 1);
    }
    total_->setText(tr("of %1").arg(QLocale().toString(shown_->rowCount())));
    previous_->setEnabled(row() > 0);
    next_->setEnabled(row() >= 0 && row() + 1 < shown_->rowCount());
    jump_->setEnabled(task >= 0);
    showAnswer();
    if (task >= 0 && another && answerShown()) {
        const session::TaskAnswer* answer = learner() >= 0 ? tasks_->board()->answer(learner(), task) : nullptr;
        const int chosen = answer ? answer->outcome.predicted : -1;
        grid_->setCurrent(chosen >= 0 ? chosen : tasks_->board()->task(task).answer);
    }
}

void TasksPage::showAnswer() {
    table_->setColumnHidden(TaskModel::CharacterName, !answerShown());
    if (!answerShown()) grid_->setCurrent(-1);  // it may be what a learner chose
    if (task_ < 0) {
        heading_->setText(tasks_->rowCount() > 0 ? tr("No task passes the filters") : QString());
        query_->setPictures({});
        grid_->setCells({});
        learnerModel_->setTask(-1);
        return showWhy();
    }
    const TaskBoard& board = *tasks_->board();
    const Task& task = board.task(task_);
    const Dataset& dataset = *board.dataset;
    const bool shown = answerShown(), vectors = dataset.format == DataFormat::Vectors;
    const int drawer = dataset.drawings[task.query].drawer;
    QString heading = tr("Task %1").arg(task_ + 1);
    if (shown) heading += QStringLiteral(" · ") + characterName(dataset, task.ways[task.answer].character);
    if (drawer > 0) heading += tr(" · drawer %1").arg(drawer);
    heading_->setText(heading);
    heading_->setToolTip(heading);
    query_->setPictures({{dataset.drawings[task.query].image, {}}});
    std::vector<WayCell> cells;
    for (int way = 0; way < static_cast<int>(task.ways.size()); ++way) {
        const CharacterId id = task.ways[way].character;
        WayCell cell;
        if (!vectors)
            for (const DrawingId drawing : task.ways[way].drawings)
                cell.drawings.push_back(dataset.drawings[drawing].image);
        cell.name = shown ? characterName(dataset, id) : tr("name hidden with the answer");
        cell.answer = shown && way == task.answer;
        cell.seen = board.learnt(id);
        for (int i = 0; shown && i < static_cast<int>(board.answers.size()); ++i) {
            const session::TaskAnswer* answer = board.answer(i, task_);
            cell.verdicts.push_back(answer ? verdictOf(*board.answers[i], *answer, way)
                                           : WayVerdict{tr("–"), 0, 0, {}});
        }
        cells.push_back(std::move(cell));
    }
    grid_->setCells(std::move(cells));
    learnerModel_->setTask(shown ? task_ : -1);
    showWhy();
}

void TasksPage::showWhy() {
    const int way = grid_->current();
    if (task_ < 0 || way < 0 || learner() < 0)
        why_->clear(tr("Choose a way to see why a learner finds it alike or not."));
    else if (!answerShown())
        why_->clear(tr("It is told with the answer (A)."));
    else
        why_->explain(*tasks_->board(), learner(), task_, way);
}

void TasksPage::askForLake() {
    auto* dialog =
        new QFileDialog(this, tr("Choose Lake's runs"), QFileInfo(settings().value(lakeKey).toString()).path(),
                        tr("Archives (*.zip);;All files (*)"));
    dialog->setObjectName(QStringLiteral("tasks.lake.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TasksPage::openLake);
    dialog->open();
}

void TasksPage::openLake(const QString& path) {
    lakePath_ = path;
    lakeProblem_.clear();
    lakeReading_ = true;
    browser_.cancel();  // what it answers is of another source
    controls_->setSource(Source::Lake);
    showSources();
    showMessage(tr("Reading %1").arg(path));
    showBusy();
    workspace_.openLake(path);
}

void TasksPage::showTasks(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    givenDataset_ = dataset;
    given_ = std::make_shared<const std::vector<Task>>(std::move(tasks));
    controls_->setSourceName(Source::Given, name);
    controls_->setSource(Source::Given);
    tabs_->button(0)->click();
    ask();
}

void TasksPage::tellExport(const QString& text, bool fault) {
    setStyleRole(notice_, "fault", fault);
    setStyleRole(notice_, "muted", !fault);
    notice_->setText(breakable(text));
    notice_->setVisible(!text.isEmpty());
    showBusy();
}

}  // namespace oneshot::ui
