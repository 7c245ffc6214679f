#include "ui/window/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QButtonGroup>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <utility>

#include "core/compute/compute.h"
#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/model_field.h"
#include "ui/pages/challenge/challenge_page.h"
#include "ui/pages/draw/draw_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/report/qcustomplot.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/layout_parts.h"
#include "ui/window/manual_window.h"

namespace oneshot::ui {
namespace {

using State = session::TrainingSession::State;

constexpr int railWidth = 208;

QToolButton* railButton(const char* objectName, const char* icon) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
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

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      runIndex_(runsFolder(), homeFolder() / "runs.sqlite"),
      pages_(new QStackedWidget),
      navigation_(new QButtonGroup(this)),
      interrupted_(new QToolButton),
      statusText_(new QLabel),
      statusFolder_(new QLabel) {
    setTheme(static_cast<Theme>(state_.number("theme", 0)));
    setWindowTitle(tr("One-Shot Workbench"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/workbench.svg")));
    setMinimumSize(1140, 640);
    resize(1280, 800);

    auto* central = new QWidget;
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildRail());
    auto* rule = new QFrame;
    rule->setFixedWidth(1);
    setStyleRole(rule, "rule");
    layout->addWidget(rule);
    layout->addWidget(pages_, 1);
    setCentralWidget(central);

    train_ = new TrainPage(session_);
    addPage(QStringLiteral("train"), "train", tr("Train"), train_);
    auto* tasks = new TasksPage(workspace_);
    addPage(QStringLiteral("tasks"), "tasks", tr("Tasks"), tasks);
    addPage(QStringLiteral("draw"), "draw", tr("Draw"), new DrawPage(workspace_));
    challenge_ = new ChallengePage(workspace_);
    addPage(QStringLiteral("challenge"), "challenge", tr("Challenge"), challenge_);
    connect(challenge_, &ChallengePage::tasksRequested, this,
            [this, tasks](const session::DatasetPtr& dataset, const std::vector<Task>& chosen) {
                go(tasks);
                tasks->showTasks(dataset, chosen, tr("the challenge"));
            });
    addRuns();
    dataset_->setMenu(train_->background()->menu());
    for (const DatasetField* field : {train_->background(), train_->validation()})
        connect(field, &DatasetField::changed, this, &MainWindow::showDataset);

    statusText_->setObjectName(QStringLiteral("status.text"));
    setStyleRole(statusFolder_, "muted");
    statusBar()->addWidget(statusText_, 1);
    statusBar()->addPermanentWidget(interrupted_);
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
    showDataset();
    showStatus();
    train_->setFocus();
    restoreChoices();
}

MainWindow::~MainWindow() {
    delete takeCentralWidget();
}

QWidget* MainWindow::buildRail() {
    auto* rail = new QWidget;
    rail->setObjectName(QStringLiteral("rail"));
    rail->setFixedWidth(railWidth);
    rail_ = new QVBoxLayout(rail);
    rail_->setContentsMargins(12, 14, 12, 12);
    rail_->setSpacing(4);
    dataset_ = railButton("dataset.choose", "dataset");
    setStyleRole(dataset_, "field");
    dataset_->setPopupMode(QToolButton::InstantPopup);
    rail_->addWidget(railCaption(tr("Dataset")));
    rail_->addWidget(dataset_);
    rail_->addSpacing(6);
    rail_->addWidget(new ModelField(workspace_));
    rail_->addSpacing(16);
    rail_->addStretch(1);
    return rail;
}

void MainWindow::addPage(const QString& name, const char* icon, const QString& title, QWidget* page) {
    auto* button = railButton("", icon);
    button->setObjectName(QStringLiteral("nav.") + name);
    button->setText(title);
    button->setCheckable(true);
    setStyleRole(button, "nav");
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

    QMenu* view = menuBar()->addMenu(tr("&View"));
    auto* themes = new QActionGroup(this);
    const std::pair<Theme, QString> choices[] = {
        {Theme::System, tr("As the &system")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("&Dark")}};
    const int current = state_.number("theme", 0);
    for (const auto& [theme, name] : choices) {
        QAction* action = view->addAction(name, this, [this, theme = theme] { setTheme(theme); });
        action->setObjectName(QStringLiteral("view.theme.%1").arg(static_cast<int>(theme)));
        action->setCheckable(true);
        action->setChecked(static_cast<int>(theme) == current);
        themes->addAction(action);
    }

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Manual"), QKeySequence(Qt::Key_F1), this, &MainWindow::showManual)
        ->setObjectName(QStringLiteral("help.manual"));
    help->addAction(tr("&About the workbench"), this, &MainWindow::showAbout)
        ->setObjectName(QStringLiteral("help.about"));
}

void MainWindow::setTheme(Theme theme) {
    applyTheme(theme);
    state_.set("theme", static_cast<int>(theme));
}

void MainWindow::openDataset(const QString& path) {
    train_->background()->choosePath(path);
}

void MainWindow::showDataset() {
    const DatasetField* field = train_->background();
    const QString name = field->displayName();
    dataset_->setText(buttonText(dataset_->fontMetrics().elidedText(name, Qt::ElideMiddle, railWidth - 92)));
    dataset_->setIcon(lineIcon(field->glyphs() ? "glyphs" : "dataset"));
    dataset_->setToolTip(field->spec());
    dataset_->setAccessibleName(tr("Dataset in use: %1").arg(name));
    workspace_.setDataset(field->summary().dataset);
    workspace_.setHeldOut(train_->validation()->summary().dataset);
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
    switch (session_.state()) {
        case State::Idle:
            statusText_->setText(tr("Ready"));
            break;
        case State::ReadingData:
            statusText_->setText(tr("Reading the data"));
            break;
        case State::Running:
            statusText_->setText(tr("Training"));
            break;
        case State::Paused:
            statusText_->setText(tr("Paused"));
            break;
        case State::Stopping:
            statusText_->setText(folder.empty()    ? tr("Stopping")
                                 : closeWhenSaved_ ? tr("Saving the training, then closing")
                                                   : tr("Saving the training"));
            break;
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closeWhenSaved_ && !quitting_ && !challenge_->mayClose()) return event->ignore();
    if (session_.active()) {
        event->ignore();
        if (!closeWhenSaved_) askToClose();
        return;
    }
    saveChoices();
    event->accept();
}

void MainWindow::quit() {
    quitting_ = true;
    if (session_.active())
        saveAndClose();
    else
        close();
}

void MainWindow::askToClose() {
    if (findChild<QMessageBox*>(QStringLiteral("close.question"))) return;
    const bool begun = !session_.runDirectory().empty();
    auto* question = new QMessageBox(QMessageBox::Question, tr("A training is running"),
                                     begun ? tr("A training is running. Stop it, save it and close?")
                                           : tr("A training is about to begin. Stop it and close?"),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("close.question"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(begun ? tr("It can be continued later from where it stops.")
                                       : tr("Its data are being read; there is nothing to save yet."));
    QPushButton* save =
        question->addButton(begun ? tr("Stop, save and close") : tr("Stop and close"), QMessageBox::AcceptRole);
    save->setObjectName(QStringLiteral("close.save"));
    QPushButton* keep = question->addButton(tr("Keep training"), QMessageBox::RejectRole);
    keep->setObjectName(QStringLiteral("close.keep"));
    question->setEscapeButton(keep);
    question->setDefaultButton(keep);
    connect(save, &QPushButton::clicked, this, &MainWindow::saveAndClose);
    question->open();
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
    auto* message =
        new QMessageBox(QMessageBox::Warning, tr("The training failed"), session_.reason(), QMessageBox::Ok, this);
    message->setObjectName(QStringLiteral("close.failed"));
    message->setAttribute(Qt::WA_DeleteOnClose);
    message->open();
}

void MainWindow::revealRunFolder() {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(session_.runDirectory().string())));
}

void MainWindow::showManual() {
    auto* manual = findChild<ManualWindow*>();
    if (!manual) manual = new ManualWindow(ManualWindow::shippedFolder(), this);
    manual->showPage(pages_->currentWidget()->objectName().section(u'.', 1));
}

void MainWindow::showAbout() {
    auto* about = new QMessageBox(this);
    about->setObjectName(QStringLiteral("about"));
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About the workbench"));
    about->setIconPixmap(windowIcon().pixmap(64, 64));
    about->setTextFormat(Qt::RichText);
    about->setText(tr("<h3>One-Shot Workbench %1</h3>"
                      "<p>Train, watch, question and challenge one-shot learners.</p>")
                       .arg(QApplication::applicationVersion()));
    about->setInformativeText(
        tr("Free software under the GNU General Public License, version 3 or later, without any warranty.\n\n"
           "%1\n\n"
           "Qt %2 (LGPL 3), QCustomPlot %3 (GPL 3), LibTorch (BSD), NLopt (LGPL 2.1), libarchive (BSD), "
           "libspng (BSD), libjpeg-turbo (BSD), GIFLIB (MIT), libwebp (BSD), libtiff (libtiff), utf8proc (MIT), zlib "
           "(zlib), nlohmann "
           "JSON (MIT), CLI11 (BSD), Boost (BSL), "
           "OpenSSL (Apache 2). "
           "Series colours: Okabe and Ito.")
            .arg(QString::fromStdString(computeDescription()), QLatin1String(qVersion()),
                 QStringLiteral(QCUSTOMPLOT_VERSION_STR)));
    about->setStandardButtons(QMessageBox::Close);
    about->open();
}

}  // namespace oneshot::ui
