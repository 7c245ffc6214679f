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
    : QWidget(parent), status_(textLabel("train.status")), reason_(new QLabel), bar_(new QProgressBar) {
    reason_->setObjectName(QStringLiteral("train.reason"));
    reason_->setWordWrap(true);
    QSizePolicy reserved = reason_->sizePolicy();
    reserved.setRetainSizeWhenHidden(true);  // the page below does not move with it
    reason_->setSizePolicy(reserved);
    bar_->setObjectName(QStringLiteral("train.progress"));
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Progress of the training"));
    makeButtons();
    QToolButton* more = flatButton("train.more", "menu", {}, tr("More ways to start"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(makeMoreMenu());

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(pageTitle(tr("Train")));
    texts->addWidget(status_);
    texts->addWidget(reason_);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addLayout(texts, 1);
    for (QWidget* control : std::initializer_list<QWidget*>{startButton_, pauseButton_, stopButton_, export_, more})
        line->addWidget(control, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addLayout(line);
    layout->addWidget(bar_);
}

void TrainHeader::makeButtons() {
    const auto action = [this](const QIcon& icon, const QString& text, const QString& tip,
                               void (TrainHeader::*requested)()) {
        auto* made = new QAction(icon, text, this);
        made->setToolTip(tip);
        connect(made, &QAction::triggered, this, requested);
        return made;
    };
    start_ = action(lineIcon("start", QPalette::HighlightedText), tr("Start"), tr("Train with these data and settings"),
                    &TrainHeader::startRequested);
    pause_ = action(lineIcon("pause"), tr("Pause"), tr("Hold the training after the step that is running"),
                    &TrainHeader::pauseRequested);
    stop_ = action(lineIcon("stop"), tr("Stop"), tr("End the training and save it; it can be continued later"),
                   &TrainHeader::stopRequested);
    startButton_ = pushButton("train.start", start_);
    setStyleRole(startButton_, "primary");
    pauseButton_ = pushButton("train.pause", pause_);
    pauseButton_->setMinimumWidth(104);  // as wide with "Resume"
    stopButton_ = pushButton("train.stop", stop_);
    export_ = new QPushButton(lineIcon("save"), tr("Export"));
    export_->setObjectName(QStringLiteral("train.export"));
    export_->setToolTip(tr("Write the run as a document: settings, curves, results and what they rest on"));
    export_->setAccessibleDescription(export_->toolTip());
    report_ = new ReportMenu(export_->objectName(), this);
    export_->setMenu(report_);
    connect(report_, &ReportMenu::told, this, [this](const QString& text, bool fault) {
        exported_ = text;
        exportFailed_ = fault;
        showReason();
    });
}

QMenu* TrainHeader::makeMoreMenu() {
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    again_ = menu->addAction(lineIcon("again"), tr("Again with the same initial weights"), this,
                             &TrainHeader::againRequested);
    again_->setObjectName(QStringLiteral("train.again"));
    again_->setToolTip(tr("Repeats the last training: same data, settings and seed"));
    continue_ = menu->addAction(lineIcon("continue"), tr("Continue a run..."), this, &TrainHeader::continueRequested);
    continue_->setObjectName(QStringLiteral("train.continue"));
    return menu;
}

void TrainHeader::setStatus(const QString& text, bool fault) {
    status_->setText(text);
    setFault(status_, fault);
}

void TrainHeader::setProgress(std::int64_t done, std::int64_t total) {
    bar_->setValue(total > 0 ? static_cast<int>(bar_->maximum() * done / total) : 0);
}

void TrainHeader::setObstacle(const QString& why, bool fault) {
    obstacle_ = why;
    obstacleIsFault_ = fault;
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
    exported_.clear();
    showReason();
}

void TrainHeader::showReason() {
    const bool obstructed = !obstacle_.isEmpty();
    showNote(reason_, obstructed ? obstacle_ : exported_, obstructed ? obstacleIsFault_ : exportFailed_);
}

}  // namespace oneshot::ui
