#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QStackedWidget>
#include <QUndoStack>
#include <QUrl>
#include <algorithm>
#include <utility>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/learn/learn_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/window/log_failures.h"
#include "ui/window/message_boxes.h"
#include "ui/window/path_opener.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/rail.h"
#include "ui/window/window_menus.h"
#include "ui/window/window_status.h"

namespace oneshot::ui {
namespace {

constexpr int noticeMilliseconds = 15000;

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), runIndex_(runsFolder(), homeFolder() / "runs.sqlite"), pages_(new QStackedWidget) {
    applyTheme(state_.preferences().theme);
    logFailures(log_, session_);
    setWindowTitle(tr("One-Shot Workbench"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/workbench.svg")));
    setMinimumSize(1024, 600);

    auto* rule = new QFrame;
    rule->setFixedWidth(1);
    setStyleRole(rule, "rule");
    auto* central = new QWidget;
    rail_ = new Rail(workspace_);
    central->setLayout(rowLayout(0, {rail_, rule, {pages_, 1}}));
    setCentralWidget(central);

    addPages();
    rail_->setDataMenu(train_->background()->menu());
    connect(rail_, &Rail::pageChosen, pages_, &QStackedWidget::setCurrentIndex);

    status_ = new WindowStatus(runIndex_);
    setStatusBar(status_);
    followRuns();
    connect(opener_.get(), &PathOpener::pageRequested, this, &MainWindow::go);
    connect(opener_.get(), &PathOpener::told, this, &MainWindow::tell);
    connect(opener_.get(), &PathOpener::studyRequested, this, &MainWindow::openStudy);
    connect(&help_, &HelpWindows::told, this, &MainWindow::tell);
    buildMenus();
    prefer(state_.preferences());
    connect(&session_, &session::TrainingSession::updated, this, [this] {
        followTraining();
        showStatus();
    });
    connect(&session_, &session::TrainingSession::stateChanged, this, &MainWindow::showStatus);
    connect(&session_, &session::TrainingSession::ended, this, &MainWindow::trainingEnded);
    showStatus();
    train_->takeFocus();
    restoreChoices();
}

void MainWindow::followRuns() {
    connect(runs_, &RunsPage::resumeRequested, this,
            [this](const QString& directory) { trainRun([this, directory] { train_->continueRun(directory); }); });
    connect(runs_, &RunsPage::repeatRequested, this,
            [this](const RunRequest& request) { trainRun([this, request] { train_->repeat(request); }); });
    connect(runs_, &RunsPage::trainRequested, this, [this] { go(train_); });
    connect(runs_, &RunsPage::shownRequested, this, [this] { go(runs_); });
    runs_->setTrainSettings([this] { return train_->request(); });
    connect(status_, &WindowStatus::interruptedChosen, this, [this] {
        go(runs_);
        runs_->showStanding(RunStanding::Died);
    });
    // What a training writes, and what ended while the program was away.
    connect(&session_, &session::TrainingSession::stateChanged, &runIndex_, &session::RunIndex::refresh);
    connect(&session_, &session::TrainingSession::ended, &runIndex_, &session::RunIndex::refresh);
    connect(&session_, &session::TrainingSession::stateChanged, this, [this] {
        if (!session_.runDirectory().empty()) state_.set("run", trainedRun());
    });
    runIndex_.refresh();
}

void MainWindow::trainRun(const std::function<void()>& begin) {
    const QString busy = tr("A training is running. Stop it first, then try again.");
    if (session_.active()) {
        connect(
            &session_, &session::TrainingSession::ended, runs_, [this, busy] { runs_->takeBack(busy); },
            Qt::SingleShotConnection);
        return runs_->say(busy, true);
    }
    go(train_);
    begin();
}

void MainWindow::restoreChoices() {
    const QString notice = state_.restoreChoices(workspace_);
    challenge_->restoreChoices(state_.text("challenge"));
    connect(challenge_, &ChallengePage::choicesChanged, this,
            [this] { state_.set("challenge", challenge_->choices()); });
    openFirstPage();
    rememberPage();
    connect(pages_, &QStackedWidget::currentChanged, this, &MainWindow::rememberPage);
    state_.restoreLayout(*this);
    if (const QString run = state_.text("run"); !run.isEmpty()) train_->recall(run);
    if (!notice.isEmpty()) tell(notice);
}

MainWindow::~MainWindow() {
    delete takeCentralWidget();
}

void MainWindow::addPages() {
    connect(pages_, &QStackedWidget::currentChanged, this,
            [this] { undo_.setActiveStack(pages_->currentWidget()->findChild<QUndoStack*>()); });
    addLearn();
    train_ = new TrainPage(session_, workspace_);
    connect(train_, &TrainPage::pageRequested, this, [this](const QString& name) {
        workspace_.chooseModel(trainedRun());
        goTo(name);
    });
    addPage("train", tr("Train"), train_);
    auto* tasks = new TasksPage(workspace_);
    addPage("tasks", tr("Tasks"), tasks);
    auto* draw = new DrawPage(workspace_, undo_);
    addPage("draw", tr("Draw"), draw);
    challenge_ = new ChallengePage(workspace_);
    addPage("challenge", tr("Challenge"), challenge_);
    connect(challenge_, &ChallengePage::tasksRequested, this,
            [this, tasks](const session::DatasetPtr& dataset, const std::vector<Task>& chosen) {
                go(tasks);
                tasks->showTasks(dataset, chosen, tr("the challenge"));
            });
    connect(challenge_, &ChallengePage::participantDeleted, this, [this](const QString& code) {
        if (code.isEmpty()) return;  // every line would hold it
        log_.forget(code);
        if (const QString problem = state_.forget(code); !problem.isEmpty()) tell(problem);
    });
    runs_ = new RunsPage(runIndex_, workspace_, undo_);
    addPage("runs", tr("Runs"), runs_);
    opener_ = std::make_unique<PathOpener>(workspace_, PathOpener::Places{this, train_, tasks, draw, runs_});
}

void MainWindow::addPage(const QByteArray& name, const QString& title, QWidget* page) {
    if (auto* stack = page->findChild<QUndoStack*>()) undo_.addStack(stack);  // else there is nothing to undo
    pages_->addWidget(page);
    rail_->addPage(name, title);
}

/// First in the rail, and by Ctrl+0, so that the digits of the other pages begin with 1.
void MainWindow::addLearn() {
    learn_ = new LearnPage(workspace_);
    addPage("learn", tr("Learn"), learn_);
    connect(learn_, &LearnPage::pageRequested, this, &MainWindow::goTo);
    connect(learn_, &LearnPage::closedForGood, this, [this] {
        showLearn(false);
        go(train_);
    });
}

/// In the menus too: its key is theirs.
void MainWindow::showLearn(bool shown) {
    rail_->button(pages_->indexOf(learn_))->setVisible(shown);
    findChild<QAction*>(QStringLiteral("go.learn"))->setVisible(shown);
    state_.set("learn", shown);
}

/// Also for a start after a crash.
void MainWindow::rememberPage() {
    state_.set("page", pages_->currentWidget()->objectName().section(u'.', 1));
}

/// The one that was open at last; at the very first start the one for beginners.
void MainWindow::openFirstPage() {
    showLearn(state_.text("learn", QStringLiteral("true")) == QStringLiteral("true"));
    const QString name = state_.text("page", state_.isFirstStart() ? QStringLiteral("learn") : QString());
    auto* button = findChild<QAbstractButton*>(QStringLiteral("nav.") + name);
    if (button && !button->isHidden())
        button->click();
    else
        go(train_);
    if (pages_->currentWidget() == learn_) learn_->setFocus();
}

/// Where a digit wants Shift, as on a French keyboard, no shortcut hears of it.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    QAbstractButton* page = event->modifiers() == Qt::ControlModifier ? rail_->button(digitOf(*event)) : nullptr;
    if (page && !page->isHidden())
        page->click();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::goTo(const QString& page) {
    if (auto* button = findChild<QAbstractButton*>(QStringLiteral("nav.") + page)) button->click();
}

void MainWindow::go(const QWidget* page) {
    rail_->button(pages_->indexOf(page))->click();
}

void MainWindow::buildMenus() {
    menus_ = new WindowMenus(*this, help_,
                             {train_->background()->menu()->actions(),
                              {undo_.undo(), undo_.redo()},
                              train_->trainingActions() + runs_->trainingActions(),
                              rail_->buttons()});
    menus_->setTheme(state_.preferences().theme);
    connect(menus_, &WindowMenus::openRequested, opener_.get(), &PathOpener::askForFile);
    connect(menus_, &WindowMenus::openFolderRequested, opener_.get(), &PathOpener::askForFolder);
    connect(menus_, &WindowMenus::revealRequested, this, &MainWindow::revealRunFolder);
    connect(menus_, &WindowMenus::preferencesRequested, this, &MainWindow::showPreferences);
    connect(menus_, &WindowMenus::themeChosen, this, &MainWindow::setTheme);
    connect(menus_, &WindowMenus::learnRequested, this, [this] {
        showLearn(true);
        go(learn_);
    });
    connect(menus_, &WindowMenus::manualRequested, this,
            [this] { help_.showManual(pages_->currentWidget()->objectName().section(u'.', 1)); });
}

void MainWindow::open(const QStringList& paths) {
    opener_->open(paths);
}

void MainWindow::openStudy(const QString& path) {
    go(challenge_);
    challenge_->openStudy(path);
}

void MainWindow::tell(const QString& text) {
    statusBar()->showMessage(text, noticeMilliseconds);
}

void MainWindow::setTheme(Theme theme) {
    Preferences preferences = state_.preferences();
    preferences.theme = theme;
    prefer(preferences);
}

void MainWindow::prefer(const Preferences& preferences) {
    if (preferences.theme != state_.preferences().theme) applyTheme(preferences.theme);
    state_.setPreferences(preferences);
    menus_->setTheme(preferences.theme);
    limitComputeThreads(preferences.threads);
    train_->setSmoothing(preferences.smoothing / 100.0);
    notice_.setOn(preferences.notifies);
    if (auto* dialog = findChild<PreferencesDialog*>()) dialog->showPreferences(preferences);
}

void MainWindow::showPreferences() {
    auto* dialog = findChild<PreferencesDialog*>();
    if (!dialog) {
        const QString home = QString::fromStdString(homeFolder().string());
        dialog = new PreferencesDialog(state_.preferences(), home, this);
        connect(dialog, &PreferencesDialog::changed, this, &MainWindow::prefer);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void MainWindow::followTraining() {
    // Who trains wants to question what is learnt; another choice than the shipped model is left alone.
    const bool first = !std::exchange(modelSeen_, session_.newestModel() != nullptr);
    if (first && modelSeen_ && workspace_.modelId() == session::ModelLibrary::shipped)
        workspace_.chooseModel(session::ModelLibrary::live);
}

void MainWindow::showStatus() {
    const auto& folder = session_.runDirectory();
    menus_->setHasRun(!folder.empty());
    const QString texts[] = {tr("Ready"), tr("Reading the data"), tr("Training"), tr("Paused"),
                             folder.empty()    ? tr("Stopping")
                             : closeWhenSaved_ ? tr("Saving the training, then closing")
                                               : tr("Saving the training")};
    status_->showTraining(texts[static_cast<int>(session_.state())], folder);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closeWhenSaved_ && !quitting_ && !challenge_->mayClose()) return event->ignore();
    const QStringList jobs = quitting_ ? QStringList() : session::Jobs::instance().unrepeatable();
    if (session_.active() || !jobs.isEmpty()) {
        event->ignore();
        if (!closeWhenSaved_) askToClose(jobs);
        return;
    }
    state_.saveLayout(*this);
    state_.saveChoices(workspace_);
    event->accept();
}

void MainWindow::quit() {
    quitting_ = true;
    session::Jobs::instance().cancelUnrepeatable();
    if (session_.active())
        saveAndClose();
    else
        close();
}

void MainWindow::askToClose(const QStringList& jobs) {
    if (findChild<QWidget*>(closingQuestionName)) return;
    const bool training = session_.active();
    const TrainingStage stage = !training                         ? TrainingStage::None
                                : session_.runDirectory().empty() ? TrainingStage::Reading
                                                                  : TrainingStage::Running;
    askBeforeClosing(this, stage, jobs, [this, training] {
        session::Jobs::instance().cancelUnrepeatable();
        if (training)
            saveAndClose();
        else
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);  // after the question
    });
}

void MainWindow::saveAndClose() {
    closeWhenSaved_ = true;
    if (!session_.active()) {  // it ended while the question was open
        QMetaObject::invokeMethod(this, &MainWindow::trainingEnded, Qt::QueuedConnection);
        return;
    }
    session_.stop();
    centralWidget()->setEnabled(false);
    showStatus();
}

void MainWindow::trainingEnded() {
    showStatus();
    if (!std::exchange(closeWhenSaved_, false)) return;
    if (quitting_ || session_.lastEnd() != session::TrainingSession::End::Failed) {
        close();
        return;
    }
    centralWidget()->setEnabled(true);
    warn(this, QStringLiteral("close.failed"), tr("The training failed"), session_.reason());
}

void MainWindow::revealRunFolder() {
    QDesktopServices::openUrl(QUrl::fromLocalFile(trainedRun()));
}

}  // namespace oneshot::ui
