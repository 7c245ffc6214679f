#include "ui/session/workspace/model_library.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_names.h"
#include "core/runs/run_record.h"

namespace oneshot::session {
namespace {

constexpr int maxRuns = 20;

bool isBaseline(const QString& id) {
    const std::vector<std::string> names = baselineNames();
    return std::ranges::find(names, id.toStdString()) != names.end();
}

bool isBuiltIn(const QString& id) {
    return id == ModelLibrary::shipped || isBaseline(id);
}

/// The name that a person gave to a run, else that of the file or folder. Asked for at every painting, so that notes
/// are read anew only when they have changed.
QString titleOfFile(const QString& path) {
    thread_local QHash<QString, std::pair<std::string, QString>> known;  // by path: the stamp of the notes, the title
    const std::filesystem::path folder = path.toStdString();
    const std::string stamp = fileStamp(folder / "notes.json");
    if (stamp.empty()) return QFileInfo(path).fileName();
    std::pair<std::string, QString>& title = known[path];
    if (title.first != stamp) title = {stamp, QString::fromStdString(runTitle(folder))};
    return title.second;
}

/// What the run.json of a run says of its weights.
QString readDetail(const QString& path) try {
    const RunRecord record = readRunRecord(path.toStdString());
    const bool best = record.best && QFileInfo::exists(path + QStringLiteral("/checkpoints/best.safetensors"));
    QString detail = ModelLibrary::tr("%1, step %2")
                         .arg(QString::fromStdString(record.config.preset),
                              QLocale().toString(static_cast<qlonglong>(best ? record.best->step : record.step)));
    if (record.best && !best) detail += ModelLibrary::tr(", last weights: the best ones are not there");
    if (best) detail += ModelLibrary::tr(", %1 %").arg(QLocale().toString(record.best->accuracy.percent(), 'f', 1));
    return detail;
} catch (const Error&) {  // its weights may be sound all the same
    return {};
}

/// Reads only what has changed: lists of runs are made anew at every model that a training publishes.
QString detailOf(const QString& path) {
    thread_local QHash<QString, std::pair<std::string, QString>> known;  // by path: the stamps of what it tells of
    const std::filesystem::path folder = path.toStdString();
    const std::string stamp =
        fileStamp(folder / "run.json") + ' ' + fileStamp(folder / "checkpoints" / "best.safetensors");
    std::pair<std::string, QString>& detail = known[path];
    if (detail.first != stamp) detail = {stamp, readDetail(path)};
    return detail.second;
}

/// The runs with a checkpoint, newest first, and those opened before: their names begin with the time.
QList<ModelEntry> newestRuns(const QHash<QString, std::weak_ptr<const OneShotModel>>& opened) {
    QList<ModelEntry> runs;
    QDir folder(QString::fromStdString(runsFolder().string()));
    const QStringList names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString& name : names) {
        const QString path = folder.absoluteFilePath(name);
        if (runs.size() >= maxRuns && !opened.contains(path)) continue;
        if (!QFileInfo::exists(path + QStringLiteral("/checkpoints/last.safetensors"))) continue;
        QString detail = detailOf(path);
        const QString title = titleOfFile(path);
        if (title != name) detail += (detail.isEmpty() ? QString() : QStringLiteral(" · ")) + name;
        runs.append({ModelEntry::Kind::Run, path, title, detail});
    }
    return runs;
}

}  // namespace

ModelLibrary::ModelLibrary(const TrainingSession& training) : training_(training) {
    connect(&training_, &TrainingSession::updated, this, &ModelLibrary::followTraining);
    connect(&training_, &TrainingSession::stateChanged, this, &ModelLibrary::followTraining);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        const QString id = queue_.takeFirst();
        problems_[id] = why;
        models_.remove(id);
        openNext();
        Q_EMIT changed(id);
    });
    connect(&worker_, &Worker::cancelRequested, this, [this] {
        const QStringList waiting = std::exchange(queue_, {});
        for (const QString& id : waiting) problems_[id] = tr("Its opening was cancelled. Choose it again to open it.");
        for (const QString& id : waiting) Q_EMIT changed(id);
    });
}

QString ModelLibrary::titleOf(const QString& id) {
    if (id == shipped) return tr("compact · shipped");
    if (id == live) return tr("live");
    if (isBaseline(id)) return id;
    return titleOfFile(id);
}

QList<ModelEntry> ModelLibrary::entries() const {
    using Kind = ModelEntry::Kind;
    QList<ModelEntry> entries{{Kind::Shipped, shipped, titleOf(shipped), tr("comes with the workbench")}};
    if (const ModelPtr newest = training_.newestModel())
        entries.append({Kind::Live, live, tr("%1 · live").arg(QString::fromStdString(newest->origin().model)),
                        tr("the newest of the training, step %1")
                            .arg(QLocale().toString(static_cast<qlonglong>(newest->origin().step)))});
    entries += newestRuns(models_);
    for (const QString& file : files_)
        if (std::ranges::find(entries, file, &ModelEntry::id) == entries.end())
            entries.append({Kind::File, file, titleOf(file), file});
    for (const std::string& name : baselineNames())
        entries.append({Kind::Baseline, QString::fromStdString(name), QString::fromStdString(name), {}});
    return entries;
}

QString ModelLibrary::runOf(const QString& id) const {
    if (id == live) return QString::fromStdString(training_.runDirectory().string());
    const QFileInfo folder(id);
    return folder.isAbsolute() && folder.isDir() ? id : QString();
}

void ModelLibrary::offer(const QStringList& ids) {
    for (const QString& id : ids)
        if (!isBuiltIn(id) && id != live && !files_.contains(id) && QFileInfo::exists(id)) files_.append(id);
}

void ModelLibrary::open(const QString& id) {
    if (id == live || (isBuiltIn(id) && model(id)) || queue_.contains(id)) return;
    const bool inRunsFolder =
        QFileInfo(id).absolutePath() == QFileInfo(QString::fromStdString(runsFolder().string())).absoluteFilePath();
    if (!isBuiltIn(id) && !inRunsFolder && !files_.contains(id)) files_.append(id);
    queue_.append(id);
    if (queue_.size() == 1) openNext();
}

void ModelLibrary::openNext() {
    if (queue_.isEmpty()) return;
    worker_.run(
        Job::opening(titleOf(queue_.first())),
        [id = queue_.first()](const Worker::Control&) { return openModel(id.toStdString()); },
        [this](const ModelPtr& model) {
            const QString id = queue_.takeFirst();
            models_[id] = model;
            kept_.append(model);
            if (kept_.size() > keptModels) kept_.removeFirst();
            problems_.remove(id);
            openNext();
            Q_EMIT changed(id);
        });
}

ModelPtr ModelLibrary::model(const QString& id) const {
    return id == live ? training_.newestModel() : models_.value(id).lock();
}

QString ModelLibrary::problem(const QString& id) const {
    if (id == live && !training_.newestModel()) return tr("No training has made a model yet.");
    return problems_.value(id);
}

void ModelLibrary::followTraining() {
    ModelPtr newest = training_.newestModel();
    if (newest == live_) return;
    live_ = std::move(newest);
    Q_EMIT changed(live);
}

}  // namespace oneshot::session
