#pragma once

#include <QMenu>

#include "ui/session/workspace/workspace.h"

namespace oneshot::ui {

class TaskFilterModel;
class TaskModel;

/// A menu that saves the tasks that are shown, off the GUI thread, or a report of the run that the model in use is of.
class TaskExporter : public QMenu {
    Q_OBJECT
  public:
    /// The workspace and the models must outlive it; dialogs appear over the parent.
    TaskExporter(const session::Workspace&, const TaskModel&, const TaskFilterModel& shown, QWidget* parent);

    // Not while busy(): the newer would take the place of the one under way.
    void saveCsv(const QString& path, bool forExcel = false);
    void saveSheets(const QString& folder);
    bool busy() const { return worker_.busy(); }

  Q_SIGNALS:
    void told(const QString& text, bool fault);  ///< that it saves, where it has saved, or why it cannot

  private:
    void askForCsv();
    void askForSheets();

    const TaskModel& tasks_;
    const TaskFilterModel& shown_;
    QString saving_;  ///< what is under way, in words
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
