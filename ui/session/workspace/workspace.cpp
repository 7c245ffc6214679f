#include "ui/session/workspace/workspace.h"

#include <utility>

namespace oneshot::session {

Workspace::Workspace(const TrainingSession& training) : training_(training), models_(training) {
    connect(&models_, &ModelLibrary::changed, this, [this](const QString& id) {
        if (id != modelId_) return;
        held_ = models_.model(id);
        Q_EMIT modelChanged();
    });
    connect(&lakeReader_, &Worker::failed, this, &Workspace::lakeFailed);
    connect(&lakeReader_, &Worker::cancelRequested, this,
            [this] { Q_EMIT lakeFailed(tr("The opening of Lake's runs was cancelled.")); });
    validation_.compareWith(background_);
    connect(&background_, &DataChoice::chosen, this, &Workspace::proposeValidation);
    connect(&background_, &DataChoice::datasetChanged, this, &Workspace::datasetChanged);
    connect(&validation_, &DataChoice::datasetChanged, this, &Workspace::heldOutChanged);
    models_.open(modelId_);
}

/// Glyphs validate on other glyphs; for other data only the person knows what may be held out.
void Workspace::proposeValidation() {
    if (validation_.spec() != proposed_) return;
    const QString proposal = background_.isGlyphs() ? validation_.glyphs() : QString();
    if (std::exchange(proposed_, proposal) != proposal) validation_.choose(proposal);
}

void Workspace::chooseData(const RunRequest& run) {
    background_.choose(QString::fromStdString(run.background));
    validation_.choose(QString::fromStdString(run.validation));
}

OpenData Workspace::openData() const {
    OpenData open;
    for (const DatasetPtr& dataset : {dataset(), heldOut()})
        if (dataset) open.push_back(*dataset);
    return open;
}

void Workspace::openLake(const QString& path) {
    lakeReader_.run(
        Job::opening(tr("Lake's runs")),
        [path](const Worker::Control&) -> LakePtr {
            return std::make_shared<const LakeRuns>(openLakeRuns(path.toStdString()));
        },
        [this](const LakePtr& lake) {
            lake_ = lake;
            Q_EMIT lakeChanged();
        });
}

void Workspace::chooseModel(const QString& id) {
    modelId_ = id;
    held_ = models_.model(id);
    models_.open(id);
    Q_EMIT modelChanged();
}

}  // namespace oneshot::session
