#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

Workspace::Workspace(const TrainingSession& training, QObject* parent) : QObject(parent), models_(training) {
    connect(&models_, &ModelLibrary::changed, this, [this](const QString& id) {
        if (id == modelId_) Q_EMIT modelChanged();
    });
    connect(&lakeReader_, &Worker::failed, this, &Workspace::lakeFailed);
    models_.open(modelId_);
}

void Workspace::setDataset(DatasetPtr dataset) {
    if (dataset_ == dataset) return;
    dataset_ = std::move(dataset);
    Q_EMIT datasetChanged();
}

void Workspace::setHeldOut(DatasetPtr dataset) {
    if (heldOut_ == dataset) return;
    heldOut_ = std::move(dataset);
    Q_EMIT heldOutChanged();
}

void Workspace::openLake(const QString& path) {
    lakeReader_.run(
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
    models_.open(id);
    Q_EMIT modelChanged();
}

}  // namespace oneshot::session
