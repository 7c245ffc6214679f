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

QPushButton* button(const char* objectName, const char* icon, const QString& text, const QString& tip) {
    auto* made = new QPushButton(lineIcon(icon), text);
    made->setObjectName(QLatin1String(objectName));
    made->setToolTip(tip);
    made->setAccessibleDescription(tip);
    return made;
}

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
    for (QWidget* control : std::initializer_list<QWidget*>{start_, pause_, stop_, export_, more})
        line->addWidget(control, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    layout->addLayout(line);
    layout->addWidget(bar_);
}

void TrainHeader::makeButtons() {
    start_ = button("train.start", "start", tr("Start"), tr("Train with these data and settings"));
    setStyleRole(start_, "primary");
    start_->setIcon(lineIcon("start", QPalette::HighlightedText));
    pause_ = button("train.pause", "pause", tr("Pause"), tr("Hold the training after the step that is running"));
    pause_->setMinimumWidth(104);  // as wide with "Resume"
    stop_ = button("train.stop", "stop", tr("Stop"), tr("End the training and save it; it can be continued later"));
    export_ = button("train.export", "save", tr("Export"),
                     tr("Write the run as a document: settings, curves, results and what they rest on"));
    report_ = new ReportMenu(export_->objectName(), this);
    export_->setMenu(report_);
    connect(start_, &QPushButton::clicked, this, &TrainHeader::startRequested);
    connect(pause_, &QPushButton::clicked, this, &TrainHeader::pauseRequested);
    connect(stop_, &QPushButton::clicked, this, &TrainHeader::stopRequested);
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
    setStyleRole(status_, "fault", fault);
    setStyleRole(status_, "muted", !fault);
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
    if (focus == start_ || focus == stop_ || focus == status_) {
        if (QPushButton* usable = start_->isEnabled() ? start_ : stop_; usable->isEnabled())
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
    const bool fault = obstructed ? obstacleIsFault_ : exportFailed_;
    reason_->setText(obstructed ? obstacle_ : exported_);
    reason_->setVisible(!reason_->text().isEmpty());
    setStyleRole(reason_, "fault", fault);
    setStyleRole(reason_, "muted", !fault);
}

}  // namespace oneshot::ui
