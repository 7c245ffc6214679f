#include "ui/pages/train/train_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "ui/fields/report_menu.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using State = session::TrainingSession::State;

}  // namespace

TrainHeader::TrainHeader(QWidget* parent)
    : QWidget(parent),
      status_(textLabel("train.status")),
      reason_(new QLabel),
      start_(makeAction("training.start", "start", tr("Start"), tr("Train with these data and settings"))),
      pause_(
          makeAction("training.pause", "pause", tr("Pause"), tr("Hold the training after the step that is running"))),
      stop_(makeAction("training.stop", "stop", tr("Stop"),
                       tr("End the training and save it; it can be continued later"))),
      again_(makeAction("train.again", "again", tr("Again with the same initial weights"),
                        tr("Repeats the last training: same data, settings and seed"))),
      continue_(makeAction("train.continue", "continue", tr("Continue a run..."), {})),
      startButton_(pushButton("train.start", start_)),
      pauseButton_(pushButton("train.pause", pause_)),
      stopButton_(pushButton("train.stop", stop_)),
      bar_(new QProgressBar) {
    start_->setIcon(lineIcon("start", QPalette::HighlightedText));
    start_->setIconVisibleInMenu(false);  // its colour is that of the button
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

void TrainHeader::layOut() {
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addActions({again_, continue_});
    QToolButton* more = flatButton("train.more", "menu", {}, tr("More ways to start"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(menu);
    QLayout* line = rowLayout(8, {{columnLayout(2, {pageTitle(tr("Train")), status_, reason_}), 1},
                                  {startButton_, 0, Qt::AlignTop},
                                  {pauseButton_, 0, Qt::AlignTop},
                                  {stopButton_, 0, Qt::AlignTop},
                                  {export_, 0, Qt::AlignTop},
                                  {more, 0, Qt::AlignTop}});
    setLayout(columnLayout(10, {line, bar_}));
}

void TrainHeader::setStatus(const QString& text, bool fault) {
    status_->setText(text);
    setFault(status_, fault);
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
    if (focus == startButton_ || focus == stopButton_ || focus == status_) {
        if (QPushButton* usable = start_->isEnabled() ? startButton_ : stopButton_; usable->isEnabled())
            usable->setFocus();
        else
            status_->setFocus();
    }
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
