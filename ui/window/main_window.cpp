#include "ui/window/main_window.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QUndoStack>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/model_field.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/window/job_status.h"
#include "ui/window/manual_window.h"
#include "ui/window/message_boxes.h"

namespace oneshot::ui {
namespace {

constexpr int railWidth = 208;
constexpr int noticeMilliseconds = 15000;

QToolButton* railButton(const QByteArray& objectName, const char* icon) {
    auto* button = new QToolButton;
    button->setObjectName(QString::fromLatin1(objectName));
    button->setIcon(lineIcon(icon));
    button->setIconSize({20, 20});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

QLabel* railCaption(const QString& text) {
    auto* label = new QLabel(text);
    label->setContentsMargins(4, 0, 0, 0);
    setStyleRole(label, "muted");
    return label;
}

/// Tells how many runs ended without a word, and can be resumed; hidden while there are none.
QToolButton* interruptedRuns(const session::RunIndex& index) {
    QToolButton* button =
        flatButton("status.interrupted", "warning", {},
                   MainWindow::tr("Shows the runs whose process ended without a word; they can be resumed"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->hide();
    QObject::connect(&index, &session::RunIndex::changed, button, [button, &index] {
        const auto count = std::ranges::count_if(*index.runs(), &RunSummary::died);
        button->setVisible(count > 0);
        button->setText(session::counted(count, MainWindow::tr("1 training was interrupted: resume it?"),
                                         MainWindow::tr("%1 trainings were interrupted: resume one?")));
    });
    return button;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      runIndex_(runsFolder(), homeFolder() / "runs.sqlite"),
      pages_(new QStackedWidget),
      navigation_(new QButtonGroup(this)),
      statusText_(new QLabel),
      statusFolder_(new QLabel) {
    setTheme(static_cast<Theme>(state_.text("theme").toInt()));
    setWindowTitle(tr("One-Shot Workbench"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/workbench.svg")));
    setMinimumSize(1140, 640);
    resize(1280, 800);

    auto* rule = new QFrame;
    rule->setFixedWidth(1);
    setStyleRole(rule, "rule");
    auto* central = new QWidget;
    central->setLayout(rowLayout(0, {buildRail(), rule, {pages_, 1}}));
    setCentralWidget(central);

    addPages();
    dataset_->setMenu(train_->background()->menu());
    connect(&workspace_.background(), &session::DataChoice::changed, this, &MainWindow::showDataset);

    statusText_->setObjectName(QStringLiteral("status.text"));
    setStyleRole(statusFolder_, "muted");
    statusBar()->addWidget(statusText_, 1);
    followRuns();
    statusBar()->addPermanentWidget(new JobStatus);
    statusBar()->addPermanentWidget(statusFolder_);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(12, 0, 12, 0);
    buildMenus();
    connect(&session_, &session::TrainingSession::updated, this, [this] {
        followTraining();
        showStatus();
    });
    connect(&session_, &session::TrainingSession::stateChanged, this, &MainWindow::showStatus);
    connect(&session_, &session::TrainingSession::ended, this, &MainWindow::trainingEnded);
    showStatus();
    train_->setFocus();
    restoreChoices();
}

void MainWindow::followRuns() {
    connect(runs_, &RunsPage::resumeRequested, this,
            [this](const QString& directory) { trainRun([this, directory] { train_->continueRun(directory); }); });
    connect(runs_, &RunsPage::repeatRequested, this,
            [this](const RunRequest& request) { trainRun([this, request] { train_->repeat(request); }); });
    connect(runs_, &RunsPage::trainRequested, this, [this] { go(train_); });
    QToolButton* interrupted = interruptedRuns(runIndex_);
    statusBar()->addPermanentWidget(interrupted);
    connect(interrupted, &QToolButton::clicked, this, [this] {
        go(runs_);
        runs_->showStanding(RunStanding::Died);
    });
    // What a training writes, and what ended while the program was away.
    connect(&session_, &session::TrainingSession::stateChanged, &runIndex_, &session::RunIndex::refresh);
    connect(&session_, &session::TrainingSession::ended, &runIndex_, &session::RunIndex::refresh);
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
    if (auto* button = findChild<QAbstractButton*>(QStringLiteral("nav.") + state_.text("page"))) button->click();
    state_.restoreLayout(*this);
    if (!notice.isEmpty()) statusBar()->showMessage(notice, noticeMilliseconds);
}

MainWindow::~MainWindow() {
    delete takeCentralWidget();
}

QWidget* MainWindow::buildRail() {
    auto* rail = new QWidget;
    rail->setObjectName(QStringLiteral("rail"));
    rail->setFixedWidth(railWidth);
    dataset_ = railButton("dataset.choose", "dataset");
    setStyleRole(dataset_, "field");
    dataset_->setPopupMode(QToolButton::InstantPopup);
    QLabel* caption = railCaption(tr("Dataset"));
    rail_ =
        columnLayout(4, {caption, dataset_, Gap{6}, new ModelField(workspace_), Gap{16}, Filler{}}, {12, 14, 12, 12});
    rail->setLayout(rail_);
    return rail;
}

void MainWindow::addPages() {
    connect(pages_, &QStackedWidget::currentChanged, this,
            [this] { undo_.setActiveStack(pages_->currentWidget()->findChild<QUndoStack*>()); });
    train_ = new TrainPage(session_, workspace_);
    addPage("train", tr("Train"), train_);
    auto* tasks = new TasksPage(workspace_);
    addPage("tasks", tr("Tasks"), tasks);
    addPage("draw", tr("Draw"), new DrawPage(workspace_, undo_));
    challenge_ = new ChallengePage(workspace_);
    addPage("challenge", tr("Challenge"), challenge_);
    connect(challenge_, &ChallengePage::tasksRequested, this,
            [this, tasks](const session::DatasetPtr& dataset, const std::vector<Task>& chosen) {
                go(tasks);
                tasks->showTasks(dataset, chosen, tr("the challenge"));
            });
    runs_ = new RunsPage(runIndex_, workspace_, undo_);
    addPage("runs", tr("Runs"), runs_);
}

void MainWindow::addPage(const QByteArray& name, const QString& title, QWidget* page) {
    QToolButton* button = railButton("nav." + name, name);
    button->setText(title);
    button->setCheckable(true);
    setStyleRole(button, "nav");
    if (auto* stack = page->findChild<QUndoStack*>()) undo_.addStack(stack);  // else there is nothing to undo
    const int index = pages_->addWidget(page);
    button->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
    button->setToolTip(tr("%1 (%2)").arg(title, button->shortcut().toString(QKeySequence::NativeText)));
    navigation_->addButton(button, index);
    rail_->insertWidget(rail_->count() - 1, button);
    connect(button, &QToolButton::clicked, this, [this, index] { pages_->setCurrentIndex(index); });
    if (index == 0) button->setChecked(true);
}

/// Where a digit wants Shift, as on a French keyboard, no shortcut hears of it.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    QAbstractButton* page =
        event->modifiers() == Qt::ControlModifier ? navigation_->button(digitOf(*event) - 1) : nullptr;
    if (page)
        page->click();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::go(const QWidget* page) {
    navigation_->button(pages_->indexOf(page))->click();
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    for (QAction* action : train_->background()->menu()->actions()) file->addAction(action);
    train_->background()->detailsAction()->setShortcut(Qt::CTRL | Qt::Key_I);
    file->addSeparator();
    reveal_ = file->addAction(lineIcon("folder"), tr("&Reveal the run's folder"), this, &MainWindow::revealRunFolder);
    reveal_->setObjectName(QStringLiteral("file.reveal"));
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), QKeySequence::Quit, this, &MainWindow::close);
    quit->setObjectName(QStringLiteral("file.quit"));

    menuBar()->addMenu(tr("&Edit"))->addActions({undo_.undo(), undo_.redo()});

    QMenu* view = menuBar()->addMenu(tr("&View"));
    auto* themes = new QActionGroup(this);
    const QString names[] = {tr("As the &system"), tr("&Light"), tr("&Dark")};  // in the order of Theme
    for (int theme = 0; theme < 3; ++theme) {
        QAction* action = themes->addAction(names[theme]);
        action->setObjectName(QStringLiteral("view.theme.%1").arg(theme));
        action->setCheckable(true);
        action->setChecked(theme == state_.text("theme").toInt());
        connect(action, &QAction::triggered, this, [this, theme] { setTheme(static_cast<Theme>(theme)); });
    }
    view->addActions(themes->actions());

    menuBar()->addMenu(tr("&Training"))->addActions(train_->trainingActions());

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Manual"), QKeySequence(Qt::Key_F1), this, &MainWindow::showManual)
        ->setObjectName(QStringLiteral("help.manual"));
    help->addAction(tr("&About the workbench"), this, [this] { showAbout(this); })
        ->setObjectName(QStringLiteral("help.about"));
}

void MainWindow::setTheme(Theme theme) {
    applyTheme(theme);
    state_.set("theme", static_cast<int>(theme));
}

void MainWindow::showDataset() {
    const session::DataChoice& choice = workspace_.background();
    const QString spec = choice.dataset() ? choice.inUse().spec : choice.spec();
    const QString name = session::dataName(spec);
    dataset_->setText(buttonText(dataset_->fontMetrics().elidedText(name, Qt::ElideMiddle, railWidth - 92)));
    const bool failed = !choice.error().isEmpty();
    dataset_->setIcon(lineIcon(failed ? "warning" : session::DataChoice::isGlyphs(spec) ? "glyphs" : "dataset"));
    dataset_->setToolTip(failed ? choice.error() : spec);
    dataset_->setAccessibleName(tr("Dataset in use: %1").arg(name));
}

void MainWindow::followTraining() {
    // Who trains wants to question what is learnt; another choice than the shipped model is left alone.
    const bool first = !std::exchange(modelSeen_, session_.newestModel() != nullptr);
    if (first && modelSeen_ && workspace_.modelId() == session::ModelLibrary::shipped)
        workspace_.chooseModel(session::ModelLibrary::live);
}

void MainWindow::showStatus() {
    const auto& folder = session_.runDirectory();
    reveal_->setEnabled(!folder.empty());
    statusFolder_->setText(QString::fromStdString(folder.filename().string()));
    statusFolder_->setToolTip(QString::fromStdString(folder.string()));
    const QString texts[] = {tr("Ready"), tr("Reading the data"), tr("Training"), tr("Paused"),
                             folder.empty()    ? tr("Stopping")
                             : closeWhenSaved_ ? tr("Saving the training, then closing")
                                               : tr("Saving the training")};
    statusText_->setText(texts[static_cast<int>(session_.state())]);
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
    state_.set("page", pages_->currentWidget()->objectName().section(u'.', 1));
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
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(session_.runDirectory().string())));
}

void MainWindow::showManual() {
    auto* manual = findChild<ManualWindow*>();
    if (!manual) manual = new ManualWindow(ManualWindow::shippedFolder(), this);
    manual->showPage(pages_->currentWidget()->objectName().section(u'.', 1));
}

}  // namespace oneshot::ui
