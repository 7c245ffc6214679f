#include "ui/pages/train/train_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/fields/report_menu.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using State = session::TrainingSession::State;

}  // namespace

TrainHeader::TrainHeader(QWidget* parent)
    : QWidget(parent),
      status_(new LineLabel("train.status")),
      failure_(textLabel("train.failure", nullptr)),
      reason_(new QLabel),
      start_(makeAction("training.start", "start", {}, {})),
      anew_(makeAction("train.anew", "start", tr("Start anew"),
                       tr("Train from the beginning with these data and settings, as a run of its own"))),
      pause_(
          makeAction("training.pause", "pause", tr("Pause"), tr("Hold the training after the step that is running"))),
      stop_(makeAction("training.stop", "stop", tr("Stop"),
                       tr("End the training and save it; it can be continued later"))),
      again_(makeAction("train.again", "again", tr("Again with the same initial weights"),
                        tr("Repeats the last training: same data, settings and seed"))),
      continue_(makeAction("train.continue", "continue", tr("Continue another run..."),
                           tr("Choose the folder of a run that was stopped, and go on with it"))),
      startButton_(pushButton("train.start", start_)),
      pauseButton_(pushButton("train.pause", pause_)),
      stopButton_(pushButton("train.stop", stop_)),
      bar_(new QProgressBar),
      below_(new QStackedWidget) {
    setContinues(false);
    start_->setIconVisibleInMenu(false);  // its colour is that of the button
    startButton_->setMinimumWidth(104);   // as wide with "Continue"
    failure_->hide();
    setStyleRole(startButton_, "primary");
    pauseButton_->setMinimumWidth(104);  // as wide with "Resume"
    reason_->setObjectName(QStringLiteral("train.reason"));
    reason_->setWordWrap(true);
    QSizePolicy reserved = reason_->sizePolicy();
    reserved.setRetainSizeWhenHidden(true);  // the page below does not move with it
    reason_->setSizePolicy(reserved);
    bar_->setObjectName(QStringLiteral("train.progress"));
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress of the training"));
    makeExport();
    layOut();
}

QAction* TrainHeader::makeAction(const char* objectName, const char* icon, const QString& text, const QString& tip) {
    auto* action = new QAction(lineIcon(icon), text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setToolTip(tip);
    return action;
}

void TrainHeader::makeExport() {
    export_ = new QPushButton(lineIcon("save"), tr("Export"));
    export_->setObjectName(QStringLiteral("train.export"));
    export_->setToolTip(tr("Write the run as a document: settings, curves, results and what they rest on"));
    export_->setAccessibleDescription(export_->toolTip());
    report_ = new ReportMenu(export_->objectName(), this);
    export_->setMenu(report_);
    connect(report_, &ReportMenu::told, this, [this](const QString& text, bool fault) {
        exported_ = {text, fault};
        showReason();
    });
}

/// What a person can do with a model that has learnt.
QWidget* TrainHeader::makeNext() {
    auto* next = new QWidget;
    QHBoxLayout* row = rowLayout(4, {new QLabel(tr("What now?"))});
    row->setContentsMargins({});
    const auto add = [&](const char* name, const char* page, const QString& text, const QString& tip) {
        QToolButton* button = flatButton(name, page, text, tip);
        connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT pageRequested(QLatin1String(page)); });
        row->addWidget(button);
    };
    add("train.next.draw", "draw", tr("Draw with it"), tr("Draw a character and see which one it takes it for"));
    add("train.next.tasks", "tasks", tr("See its tasks"), tr("Look at what it answers, and where it is wrong"));
    add("train.next.challenge", "challenge", tr("Play against it"), tr("Answer the same tasks as it does"));
    QToolButton* report = flatButton("train.next.export", "save", tr("Export"), export_->toolTip());
    report->setPopupMode(QToolButton::InstantPopup);
    report->setMenu(report_);
    row->addWidget(report);
    row->addStretch(1);
    next->setLayout(row);
    return next;
}

void TrainHeader::layOut() {
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addActions({anew_, again_, continue_});
    QToolButton* more = flatButton("train.more", "menu", {}, tr("More ways to start"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(menu);
    QLayout* line = rowLayout(8, {{pageTitle(tr("Train")), 1}, startButton_, pauseButton_, stopButton_, export_, more});
    auto* progress = new QWidget;  // as high as the other, so that the page stays where it is
    progress->setLayout(columnLayout(0, {Filler{}, bar_, Filler{}}));
    below_->addWidget(progress);
    below_->addWidget(makeNext());
    below_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setLayout(columnLayout(4, {line, columnLayout(2, {status_, failure_, reason_}), below_}));
}

void TrainHeader::setStatus(const QString& text, bool fault) {
    status_->say(text);
    failure_->setText(text);
    setFault(failure_, fault);
    status_->setVisible(!fault);
    failure_->setVisible(fault);
}

void TrainHeader::setContinues(bool continues) {
    start_->setText(continues ? tr("Continue") : tr("Start"));
    start_->setToolTip(continues ? tr("Go on with this training where it was stopped")
                                 : tr("Train with these data and settings"));
    start_->setIcon(lineIcon(continues ? "continue" : "start", QPalette::HighlightedText));
    anew_->setEnabled(continues && start_->isEnabled());
}

void TrainHeader::setComplete(bool complete) {
    below_->setCurrentIndex(complete ? 1 : 0);
}

void TrainHeader::setProgress(std::int64_t done, std::int64_t total) {
    bar_->setValue(total > 0 ? static_cast<int>(bar_->maximum() * done / total) : 0);
}

void TrainHeader::setObstacle(const QString& why, bool fault) {
    obstacle_ = {why, fault};
    showReason();
}

void TrainHeader::setState(State state, bool startable, bool repeatable) {
    const bool idle = state == State::Idle, paused = state == State::Paused;
    const QWidget* focus = window()->focusWidget();
    again_->setEnabled(repeatable);
    continue_->setEnabled(idle);
    start_->setEnabled(startable);
    pause_->setEnabled(state == State::Running || paused);
    pause_->setText(paused ? tr("Resume") : tr("Pause"));
    pause_->setIcon(lineIcon(paused ? "start" : "pause"));
    stop_->setEnabled(!idle && state != State::Stopping);
    // A button that is disabled would hand its focus to whatever comes next.
    if (focus == startButton_ || focus == stopButton_ || focus == status_ || focus == failure_) takeFocus();
}

void TrainHeader::takeFocus() {
    if (QPushButton* usable = start_->isEnabled() ? startButton_ : stopButton_; usable->isEnabled())
        usable->setFocus();
    else
        status_->setFocus();
}

void TrainHeader::setRun(const std::filesystem::path& directory) {
    report_->setRun(QString::fromStdString(directory.string()));
    export_->setEnabled(!directory.empty());
}

void TrainHeader::forgetExport() {
    exported_ = {};
    showReason();
}

void TrainHeader::showReason() {
    const Note& note = obstacle_.text.isEmpty() ? exported_ : obstacle_;
    showNote(reason_, note.text, note.fault);
}

}  // namespace oneshot::ui
