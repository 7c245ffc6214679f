#pragma once

#include <QMenu>

#include "ui/session/runs/report_export.h"

class QAction;

namespace oneshot::ui {

/// The formats of a run's report, a dialog for where, and the writing of it in the background: part of every Export.
class ReportMenu : public QMenu {
    Q_OBJECT
  public:
    /// Its actions are called PREFIX.html and so on, the dialog PREFIX.dialog.
    explicit ReportMenu(const QString& prefix, QWidget* parent);

    /// directory: empty: there is no run to report. people: their results; the report lacks them otherwise.
    void setRun(const QString& directory, std::optional<PeopleComparison> people = {});
    void exportTo(ReportFormat, const QString& path);

  Q_SIGNALS:
    void told(const QString& text, bool fault);  ///< that it writes, where it has written, or why it cannot

  private:
    void askFor(ReportFormat);
    void showBusy();

    QString prefix_;
    QString run_;
    std::optional<PeopleComparison> people_;
    QString writing_;  ///< what is under way, in words
    QList<QAction*> formats_;
    QAction* stop_;
    session::ReportExport export_;
};

}  // namespace oneshot::ui
