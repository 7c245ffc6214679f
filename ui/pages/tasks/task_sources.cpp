#include "ui/pages/tasks/task_sources.h"

#include <QFileInfo>
#include <QSettings>

#include "core/runs/run_directory.h"
#include "ui/session/common/data_name.h"
#include "ui/widgets/open_dialog.h"

namespace oneshot::ui {
namespace {

const QString lakeKey = QStringLiteral("tasks/lake");

QSettings settings() {
    return QSettings(QString::fromStdString((homeFolder() / "workbench.ini").string()), QSettings::IniFormat);
}

}  // namespace

TaskSources::TaskSources(session::Workspace& workspace, QObject* parent) : QObject(parent), workspace_(workspace) {
    connect(&workspace_, &session::Workspace::datasetChanged, this, &TaskSources::changed);
    connect(&workspace_, &session::Workspace::heldOutChanged, this, &TaskSources::changed);
    connect(&workspace_, &session::Workspace::lakeChanged, this, [this] {
        if (lakeReading_) settings().setValue(lakeKey, lakePath_);
        lakeReading_ = false;
        lakeProblem_.clear();
        Q_EMIT changed();
    });
    connect(&workspace_, &session::Workspace::lakeFailed, this, [this](const QString& why) {
        if (!lakeReading_) return;  // another page asked
        lakeReading_ = false;
        lakeProblem_ = why;
        Q_EMIT changed();
        Q_EMIT lakeFailed(why);
    });
}

QString TaskSources::fill(Source source, session::TaskQuestion& question) {
    switch (source) {
        case Source::Dataset:
            question.dataset = workspace_.dataset();
            if (question.dataset) return {};
            return tr(
                "There are no data in use yet: they are being read, or cannot be used. The Train page tells more, and "
                "lets you choose others.");
        case Source::HeldOut:
            question.dataset = workspace_.heldOut();
            if (question.dataset) return {};
            return tr("Nothing is held out. Choose data to validate on at the Train page.");
        case Source::Lake:
            return fillLake(question);
        case Source::Given:
            break;
    }
    question.dataset = givenDataset_;
    question.given = given_;
    return {};
}

QString TaskSources::fillLake(session::TaskQuestion& question) {
    if (!lakeProblem_.isEmpty()) return lakeProblem_;
    question.lake = lakeReading_ ? nullptr : workspace_.lake();
    if (question.lake) return {};
    if (const QString path = settings().value(lakeKey).toString(); !lakeReading_ && QFileInfo::exists(path))
        openLake(path);
    if (lakeReading_) return tr("Reading %1").arg(lakePath_);
    return tr(
        "Lake's runs are the fixed one-shot tasks that learners are compared by: one_shot_runs.zip or all_runs.zip of "
        "Omniglot's files, or a folder with them.");
}

QString TaskSources::nameOf(Source source) const {
    if (source == Source::Given) return givenName_;
    if (source == Source::Lake) {
        const bool usable = workspace_.lake() && !lakeReading_ && lakeProblem_.isEmpty();
        return usable ? QString::fromStdString(workspace_.lake()->dataset.name) : QString();
    }
    const session::DatasetPtr dataset = drawnFrom(source);
    if (!dataset) return tr("none");
    return session::dataName(dataset->spec);
}

QString TaskSources::specOf(Source source) const {
    if (source == Source::Lake) return workspace_.lake() ? lakePath_ : QString();
    const session::DatasetPtr dataset = drawnFrom(source);
    return dataset ? QString::fromStdString(dataset->spec) : QString();
}

session::DatasetPtr TaskSources::drawnFrom(Source source) const {
    if (source == Source::Dataset) return workspace_.dataset();
    return source == Source::HeldOut ? workspace_.heldOut() : nullptr;
}

void TaskSources::openLake(const QString& path) {
    lakePath_ = path;
    lakeProblem_.clear();
    lakeReading_ = true;
    workspace_.openLake(path);
}

void TaskSources::askForLake(QWidget* parent) {
    askWhatToOpen(parent,
                  {QStringLiteral("tasks.lake"), tr("Choose Lake's runs"), tr("Archives (*.zip);;All files (*)"),
                   QFileInfo(settings().value(lakeKey).toString()).path()},
                  [this](const QString& path) { Q_EMIT lakeChosen(path); });
}

void TaskSources::give(const session::DatasetPtr& dataset, std::vector<Task> tasks, const QString& name) {
    givenDataset_ = dataset;
    given_ = std::make_shared<const std::vector<Task>>(std::move(tasks));
    givenName_ = name;
}

}  // namespace oneshot::ui
