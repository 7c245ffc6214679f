#pragma once

#include <QList>
#include <QPushButton>
#include <QString>

#include "ui/session/report_export.h"

class QAction;

namespace oneshot::ui {

/// Export: a menu of the formats of a run's report, a dialog for where, and the writing of it in the background.
class ReportButton : public QPushButton {
    Q_OBJECT
  public:
    /// Its actions are called objectName.html and so on, the dialog objectName.dialog.
    explicit ReportButton(const QString& objectName, QWidget* parent = nullptr);

    void setRun(const QString& directory);  ///< empty: there is none to report
    void exportTo(ReportFormat, const QString& path);

  Q_SIGNALS:
    void told(const QString& text, bool fault);  ///< that it writes, where it has written, or why it cannot

  private:
    void askFor(ReportFormat);
    void showBusy();

    QString run_;
    QString writing_;  ///< what is under way, in words
    QList<QAction*> formats_;
    QAction* stop_;
    session::ReportExport export_;
};

}  // namespace oneshot::ui
