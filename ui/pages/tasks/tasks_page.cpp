#include "ui/pages/tasks/tasks_page.h"

#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "ui/pages/tasks/board_panel.h"
#include "ui/pages/tasks/confusion_view.h"
#include "ui/pages/tasks/learner_menu.h"
#include "ui/pages/tasks/map_panel.h"
#include "ui/pages/tasks/model_view.h"
#include "ui/pages/tasks/question_panel.h"
#include "ui/pages/tasks/task_exporter.h"
#include "ui/pages/tasks/task_list.h"
#include "ui/pages/tasks/task_words.h"
#include "ui/pages/tasks/ways_view.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {
namespace {

using session::ModelLibrary;
using session::TaskBoard;

/// Returns whether a learner that is open has not answered as it should.
bool hasUnanswered(const TaskBoard& board) {
    for (int i = 0; i < static_cast<int>(board.answers.size()); ++i)
        if (board.question.learners[i].model && !board.answered(i)) return true;
    return false;
}

/// An empty text takes no room beside others.
void showLine(LineLabel* line, const QString& text) {
    line->say(text);
    line->setVisible(!text.isEmpty());
}

}  // namespace

TasksPage::TasksPage(session::Workspace& workspace)
    : workspace_(workspace),
      board_(new BoardPanel),
      exporter_(new TaskExporter(workspace, board_->list()->tasks(), board_->list()->shown(), this)),
      export_(flatButton("tasks.export", "save", tr("Export"), tr("Save the tasks that are shown"))),
      question_(new QuestionPanel(workspace, export_)),
      summary_(new LineLabel("tasks.summary")),
      learnt_(new LineLabel("tasks.learnt", "changed")),
      problems_(new LineLabel("tasks.problems", "fault")),
      notice_(new LineLabel("tasks.notice")),
      content_(new QStackedWidget),
      bar_(new QProgressBar) {
    setObjectName(QStringLiteral("page.tasks"));
    export_->setMenu(exporter_);
    export_->setPopupMode(QToolButton::InstantPopup);
    askTimer_.setObjectName(QStringLiteral("tasks.timer"));
    askTimer_.setSingleShot(true);
    askTimer_.setInterval(200);
    layOut();
    connectParts();
    tell({}, false);
}

void TasksPage::layOut() {
    bar_->setObjectName(QStringLiteral("tasks.progress"));
    bar_->setRange(0, 100);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress of the learners' answers"));
    auto* views = new QStackedWidget;
    tabs_ = new ViewTabs(views);
    QLayout* line = rowLayout(-1, {pageTitle(tr("Tasks")), Gap{16}, tabs_, Filler{}});
    setLayout(columnLayout(10, {columnLayout(8, {line, bar_}), {views, 1}}, pageMargins));
    tabs_->addView(QStringLiteral("tasks.tab.tasks"), tr("Tasks"), makeBoard());
    tabs_->addView(QStringLiteral("tasks.tab.map"), tr("Map"), new MapPanel(workspace_),
                   tr("How the model sees drawings"));
    auto* confusions = new ConfusionView(workspace_);
    tabs_->addView(QStringLiteral("tasks.tab.confusions"), tr("Confusions"), confusions,
                   tr("What a learner takes for what within an alphabet"));
    connect(confusions, &ConfusionView::tasksRequested, this, &TasksPage::showAnswersOf);
    tabs_->addView(QStringLiteral("tasks.tab.ways"), tr("Accuracy against N"), new WaysView(workspace_));
    tabs_->addView(QStringLiteral("tasks.tab.model"), tr("Model"), new ModelView(workspace_));
    connect(views, &QStackedWidget::currentChanged, this, [this] {
        if (stale_) ask();
    });
}

QWidget* TasksPage::makeBoard() {
    content_->addWidget(board_);
    content_->addWidget(makeMessage());
    QSizePolicy keepsItsPlace = summary_->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    summary_->setSizePolicy(keepsItsPlace);
    summary_->setExplanation(explanation("chance"));
    auto* room = new LineLabel("");  // for one line, so that nothing moves when there is something to say
    QHBoxLayout* state = rowLayout(12, {{summary_, 2}, {question_->proposal(), 3}});
    state->addStrut(question_->proposal()->sizeHint().height());
    QLayout* notes = rowLayout(12, {{learnt_, 1}, {problems_, 1}, {notice_, 1}, room});
    auto* view = new QWidget;
    QScrollArea* scroll = scrolled(content_, Qt::ScrollBarAsNeeded);  // where the window is small or the font large
    scroll->setFocusPolicy(Qt::NoFocus);
    view->setLayout(columnLayout(6, {question_, state, notes, Gap{2}, {scroll, 1}}));
    view->addActions(board_->actions());
    return view;
}

QWidget* TasksPage::makeMessage() {
    message_ = textLabel("tasks.message");
    message_->setAlignment(Qt::AlignCenter);
    fewerWays_ = new QPushButton(tr("Ask for fewer ways"));
    fewerWays_->setObjectName(QStringLiteral("tasks.most"));
    chooseLake_ = new QPushButton(lineIcon("folder"), tr("Choose Lake's runs..."));
    chooseLake_->setObjectName(QStringLiteral("tasks.lake.choose"));
    auto* view = new QWidget;
    auto* layout = new QVBoxLayout(view);
    layout->setSpacing(12);
    layout->addStretch(1);
    layout->addWidget(message_);
    layout->addWidget(fewerWays_, 0, Qt::AlignHCenter);
    layout->addWidget(chooseLake_, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    connect(fewerWays_, &QPushButton::clicked, this, [this] { question_->setWays(possibleWays_); });
    connect(chooseLake_, &QPushButton::clicked, question_, &QuestionPanel::askForLake);
    return view;
}

void TasksPage::connectParts() {
    connect(exporter_, &TaskExporter::told, this, &TasksPage::tell);
    connect(board_->list(), &TaskList::filtered, this, &TasksPage::showBusy);
    connect(board_, &BoardPanel::learnerChosen, question_->learners(), &LearnerMenu::setCurrent);
    connect(&askTimer_, &QTimer::timeout, this, &TasksPage::ask);
    connect(question_, &QuestionPanel::changed, this, &TasksPage::askSoon);
    connect(question_->learners(), &LearnerMenu::followed, this, &TasksPage::askSoon);
    connect(question_->learners(), &LearnerMenu::chosen, this, &TasksPage::ask);
    connect(question_, &QuestionPanel::askClicked, this, [this] {
        if (browser_.busy())
            browser_.cancel();
        else
            ask();
        showBusy();
    });
    connect(question_, &QuestionPanel::lakeChosen, this, &TasksPage::openLake);
    connect(&workspace_.models(), &ModelLibrary::changed, this, &TasksPage::takeModel);
    connect(&browser_, &session::TaskBrowser::changed, this, &TasksPage::takeBoard);
    connect(&browser_, &session::TaskBrowser::failed, this, &TasksPage::takeFailure);
    connect(&browser_, &session::TaskBrowser::progressed, bar_, &QProgressBar::setValue);
    connect(&browser_, &session::TaskBrowser::finished, this, [this] {
        showBusy();
        if (renewed_) askSoon();
    });
}

void TasksPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_) ask();
    if (!isAncestorOf(window()->focusWidget())) board_->list()->takeFocus();
}

void TasksPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Right)
        board_->list()->goNext();
    else if (event->key() == Qt::Key_Left)
        board_->list()->goPrevious();
    else
        QWidget::keyPressEvent(event);
}

void TasksPage::ask() {
    askTimer_.stop();
    stale_ = !content_->isVisible();
    if (stale_) return;
    renewed_ = false;
    session::TaskQuestion question;
    if (const QString why = question_->fill(question); !why.isEmpty()) {
        browser_.cancel();
        showMessage(why);
        return showBusy();
    }
    browser_.ask(question);
    if (content_->currentWidget() != board_ || !browser_.board()) showMessage(tr("Drawing the tasks"));
    showBusy();
}

void TasksPage::takeModel(const QString& id) {
    if (!question_->learners()->ids().contains(id)) return;
    // A training may publish faster than tasks are answered: its newest is asked when the one before has answered.
    if (id == ModelLibrary::live && browser_.busy())
        renewed_ = true;
    else
        askSoon();
}

void TasksPage::takeBoard() {
    const session::BoardPtr board = browser_.board();
    const bool otherTasks = board_->board() && board_->board()->tasks != board->tasks;
    if (otherTasks && !exporter_->busy()) tell({}, false);
    content_->setCurrentWidget(board_);
    board_->setBoard(board, learnerStates(*board), question_->learners()->current());
    showLine(summary_, boardSummary(*board));
    showLine(learnt_, learntWarning(*board));
    showLine(problems_, learnerProblems(*board, workspace_.models()));
    showBusy();
}

void TasksPage::takeFailure(const QString& why) {
    if (askTimer_.isActive()) return;  // the settings are others already
    const QString tooMany = question_->tooManyWays();
    showMessage(tooMany.isEmpty() ? why : tooMany, question_->possibleWays());
    showBusy();
}

QStringList TasksPage::learnerStates(const TaskBoard& board) const {
    QStringList states;
    for (const auto& [id, model] : board.question.learners) {
        const QString problem = workspace_.models().problem(id);
        states += model ? QString() : problem.isEmpty() ? tr("It is being opened") : problem;
    }
    return states;
}

void TasksPage::showMessage(const QString& text, int possibleWays) {
    possibleWays_ = possibleWays;
    message_->setText(text);
    fewerWays_->setVisible(possibleWays >= 2);
    fewerWays_->setText(tr("Ask for %1 ways").arg(possibleWays));
    chooseLake_->setVisible(question_->asksLake() && !browser_.busy());
    content_->setCurrentIndex(1);
    for (LineLabel* line : {summary_, learnt_, problems_}) line->hide();
}

void TasksPage::showBusy() {
    const bool busy = browser_.busy(), shown = content_->currentWidget() == board_ && browser_.board();
    if (!busy) bar_->setValue(0);
    question_->showState(busy, shown && hasUnanswered(*browser_.board()),
                         shown ? thinkingCost(*browser_.board(), busy) : QString());
    export_->setEnabled(shown && board_->list()->rowCount() > 0 && !exporter_->busy());
}

void TasksPage::openLake(const QString& path) {
    browser_.cancel();  // what it answers is of another source
    question_->openLake(path);
    showMessage(tr("Reading %1").arg(path));
    showBusy();
}

void TasksPage::showTasks(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    question_->give(dataset, std::move(tasks), name);
    tabs_->choose(0);
    ask();
}

void TasksPage::showAnswersOf(const session::DatasetPtr& dataset, const std::vector<Task>& tasks, const QString& name,
                              const QString& learner) {
    showTasks(dataset, tasks, name);
    question_->learners()->setLearner(learner, true);
    question_->learners()->setCurrent(learner);
    board_->list()->takeFocus();  // the cell that was opened is hidden now
}

void TasksPage::tell(const QString& text, bool fault) {
    setFault(notice_, fault);
    showLine(notice_, text);
    showBusy();
}

}  // namespace oneshot::ui
