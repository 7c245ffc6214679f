#pragma once

#include <QObject>

class QWidget;

namespace oneshot::session {
class Log;
}

namespace oneshot::ui {

/// The windows of the Help menu, each made when it is first asked for. They belong to the main window.
class HelpWindows : public QObject {
    Q_OBJECT
  public:
    /// Both must outlive it.
    HelpWindows(QWidget& window, const session::Log&);

    void showManual(const QString& page);  ///< "train"
    void showShortcuts();
    void showLog();
    void copyDiagnostics();
    void about();

  Q_SIGNALS:
    void told(const QString& text);

  private:
    QWidget& window_;
    const session::Log& log_;
};

}  // namespace oneshot::ui
