#include "ui/pages/tasks/task_exporter.h"

#include "core/base/save_file.h"
#include "core/files/csv_rows.h"
#include "ui/fields/report_menu.h"
#include "ui/pages/tasks/task_model.h"
#include "ui/session/tasks/task_export.h"
#include "ui/widgets/dialogs.h"

namespace oneshot::ui {

TaskExporter::TaskExporter(const session::Workspace& workspace, const TaskModel& tasks, const TaskFilterModel& shown,
                           QWidget* parent)
    : QMenu(parent), tasks_(tasks), shown_(shown) {
    addAction(tr("Answers as CSV..."), this, &TaskExporter::askForCsv)
        ->setObjectName(QStringLiteral("tasks.export.csv"));
    addAction(tr("Task sheets, PNG and JSON..."), this, &TaskExporter::askForSheets)
        ->setObjectName(QStringLiteral("tasks.export.sheets"));
    auto* report = new ReportMenu(QStringLiteral("tasks.export"), parent);
    report->setTitle(tr("Report of the model's run"));
    addMenu(report);
    connect(report, &ReportMenu::told, this, &TaskExporter::told);
    connect(this, &QMenu::aboutToShow, report, [report, &workspace] { report->setRun(workspace.modelRun()); });
    connect(&worker_, &session::Worker::failed, this, [this](const QString& why) { Q_EMIT told(why, true); });
    connect(&worker_, &session::Worker::cancelRequested, this, [this] {
        worker_.cancel();
        Q_EMIT told(tr("The export was cancelled"), false);
    });
    connect(&worker_, &session::Worker::progressed, this,
            [this](int percent) { Q_EMIT told(tr("%1: %2 %").arg(saving_, QString::number(percent)), false); });
}

void TaskExporter::askForCsv() {
    askWhereToSave(
        parentWidget(),
        {QStringLiteral("tasks.export"), tr("Save the answers"), QStringLiteral("tasks.csv"), tr("Tables (*.csv)")},
        [this](const QString& path, bool forExcel) { saveCsv(path, forExcel); });
}

void TaskExporter::askForSheets() {
    askWhatToOpen(parentWidget(), {QStringLiteral("tasks.export"), tr("A folder for the task sheets")},
                  [this](const QString& folder) {
                      askBeforeOverwriting(parentWidget(), folder, [this, folder] { saveSheets(folder); });
                  });
}

void TaskExporter::saveCsv(const QString& path, bool forExcel) {
    worker_.run(
        session::Job::saving(path),
        [path, forExcel, board = tasks_.board(), rows = shown_.tasks()](const session::Worker::Control&) {
            saveFile(path.toStdString(), csvFile(session::tasksCsv(*board, rows), forExcel));
            return rows.size();
        },
        [this, path](std::size_t count) {
            Q_EMIT told(tr("The answers to the tasks shown (%1) are in %2").arg(count).arg(path), false);
        });
    saving_ = tr("Saving %1").arg(path);
    Q_EMIT told(saving_, false);
}

void TaskExporter::saveSheets(const QString& folder) {
    worker_.run(
        session::Job::saving(folder),
        [folder, board = tasks_.board(), rows = shown_.tasks()](const session::Worker::Control& control) {
            const int pictures = session::writeTaskSheets(*board, rows, folder, control.progress, control.stop);
            return std::pair(rows.size(), pictures);
        },
        [this, folder](const std::pair<std::size_t, int>& written) {
            const QString text = written.second > 0 ? tr("Task sheets (%1, PNG and JSON) are in %2")
                                                    : tr("Task sheets (%1, JSON; vectors have no picture) are in %2");
            Q_EMIT told(text.arg(written.first).arg(folder), false);
        });
    saving_ = tr("Saving task sheets in %1").arg(folder);
    Q_EMIT told(saving_, false);
}

}  // namespace oneshot::ui
