#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <chrono>

#include "ui/session/training/training_session.h"

class QSystemTrayIcon;

namespace oneshot::ui {

/// Tells a person who is in another window that a long training or job has ended: the window asks for attention, and
/// where the desktop has notifications, it shows one.
class EndNotice : public QObject {
    Q_OBJECT
  public:
    static constexpr std::chrono::milliseconds longTime{60'000};

    /// Both must outlive it. shortest: what ended sooner is not told of.
    EndNotice(QWidget& window, const session::TrainingSession&, std::chrono::milliseconds shortest = longTime);

    void setOn(bool on) { on_ = on; }

  Q_SIGNALS:
    void told(const QString& text);

  private:
    struct Began {
        QString name;
        QElapsedTimer timer;
    };

    void followJobs();
    void trainingEnded(session::TrainingSession::End);
    bool isWorthTelling(const QElapsedTimer&) const;
    void tell(const QString& text);
    void showNotification(const QString& text);

    QWidget& window_;
    const session::TrainingSession& training_;
    std::chrono::milliseconds shortest_;
    bool on_ = true;
    QElapsedTimer trainingTimer_;  ///< invalid while none is active
    QList<Began> jobs_;            ///< as Jobs lists them
    QSystemTrayIcon* tray_ = nullptr;
};

}  // namespace oneshot::ui
