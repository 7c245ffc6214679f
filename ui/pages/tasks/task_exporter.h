#pragma once

#include <QObject>

#include "ui/session/common/worker.h"

class QWidget;

namespace oneshot::ui {

class TaskFilterModel;
class TaskModel;

/// Saves the tasks that are shown, off the GUI thread, and tells what came of it.
class TaskExporter : public QObject {
    Q_OBJECT
  public:
    /// The models must outlive it; dialogs appear over the parent.
    TaskExporter(const TaskModel&, const TaskFilterModel& shown, QWidget* parent);

    void askForCsv();
    void askForSheets();
    // Not while busy(): the newer would take the place of the one under way.
    void saveCsv(const QString& path, bool forExcel = false);
    void saveSheets(const QString& folder);
    bool busy() const { return worker_.busy(); }

  Q_SIGNALS:
    void told(const QString& text, bool fault);  ///< that it saves, where it has saved, or why it cannot

  private:
    void tellOfStart(const QString& what);

    const TaskModel& tasks_;
    const TaskFilterModel& shown_;
    QWidget* parent_;
    QString saving_;  ///< what is under way, in words
    session::Worker worker_{session::Worker::Priority::Background};
};

}  // namespace oneshot::ui
