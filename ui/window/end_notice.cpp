#include "ui/window/end_notice.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>
#include <utility>

#include "ui/session/common/jobs.h"

namespace oneshot::ui {

using session::Jobs;
using session::TrainingSession;

EndNotice::EndNotice(QWidget& window, const TrainingSession& training, std::chrono::milliseconds shortest)
    : window_(window), training_(training), shortest_(shortest) {
    connect(&training_, &TrainingSession::stateChanged, this, [this] {
        if (training_.active() && !trainingTimer_.isValid()) trainingTimer_.start();
    });
    connect(&training_, &TrainingSession::ended, this, &EndNotice::trainingEnded);
    followJobs();
}

void EndNotice::followJobs() {
    const Jobs& jobs = Jobs::instance();
    const auto add = [this, &jobs](int row) {
        Began began{jobs.index(row).data(Jobs::NameRole).toString(), {}};
        began.timer.start();
        jobs_.insert(row, began);
    };
    for (int row = 0; row < jobs.rowCount(); ++row) add(row);
    connect(&jobs, &Jobs::rowsInserted, this, [add](const QModelIndex&, int row) { add(row); });
    connect(&jobs, &Jobs::dataChanged, this, [this](const QModelIndex& at) {
        jobs_[at.row()].name = at.data(Jobs::NameRole).toString();  // a step of it may be called otherwise
    });
    connect(&jobs, &Jobs::rowsRemoved, this, [this](const QModelIndex&, int row) {
        const Began ended = jobs_.takeAt(row);
        if (isWorthTelling(ended.timer)) tell(tr("%1: ended").arg(ended.name));
    });
}

void EndNotice::trainingEnded(TrainingSession::End end) {
    const QElapsedTimer timer = std::exchange(trainingTimer_, {});
    if (!isWorthTelling(timer)) return;
    if (end == TrainingSession::End::Completed)
        tell(tr("The training is complete"));
    else if (end == TrainingSession::End::Failed)
        tell(tr("The training failed. %1").arg(training_.reason()));
}

/// A person who works in any window of the program sees what has ended.
bool EndNotice::isWorthTelling(const QElapsedTimer& timer) const {
    return on_ && timer.isValid() && std::chrono::milliseconds(timer.elapsed()) >= shortest_ &&
           !QApplication::activeWindow();
}

void EndNotice::tell(const QString& text) {
    QApplication::alert(&window_);
    showNotification(text);
    Q_EMIT told(text);
}

/// The icon in the tray is there only from a notification until the person has come back: it is what shows it.
void EndNotice::showNotification(const QString& text) {
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) return;
    if (!tray_) {
        tray_ = new QSystemTrayIcon(window_.windowIcon(), this);
        tray_->setToolTip(window_.windowTitle());
        const auto comeBack = [this] {
            window_.setWindowState(window_.windowState() & ~Qt::WindowMinimized);
            window_.raise();
            window_.activateWindow();
        };
        connect(tray_, &QSystemTrayIcon::messageClicked, this, comeBack);
        connect(tray_, &QSystemTrayIcon::activated, this, comeBack);
        connect(qApp, &QGuiApplication::applicationStateChanged, tray_, [this](Qt::ApplicationState state) {
            if (state == Qt::ApplicationActive) tray_->hide();
        });
    }
    tray_->show();
    tray_->showMessage(window_.windowTitle(), text);
}

}  // namespace oneshot::ui
