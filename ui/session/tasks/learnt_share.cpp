#include "ui/session/tasks/learnt_share.h"

#include <tuple>
#include <utility>

#include "core/evaluation/task_evaluation.h"

namespace oneshot::session {
namespace {

double shareOf(const ModelPtr& model, const DatasetPtr& dataset) {
    if (!model || !dataset || dataset->characterCount() == 0) return 0;
    return static_cast<double>(learntCharacters(model->origin(), *dataset).size()) / dataset->characterCount();
}

}  // namespace

LearntShare::LearntShare(Workspace& workspace) : workspace_(workspace) {
    connect(&workspace_, &Workspace::datasetChanged, this, &LearntShare::look);
    connect(&workspace_, &Workspace::heldOutChanged, this, &LearntShare::look);
    connect(&workspace_, &Workspace::modelChanged, this, &LearntShare::look);
    look();
}

/// A training renews its model again and again, which has learnt the same.
void LearntShare::look() {
    const ModelPtr model = workspace_.model();
    if (!model) return;  // being opened, or it cannot be: what is known stays until then
    const bool sameModel = model_ && (model == model_ || learntTheSame(model->origin(), model_->origin()));
    if (sameModel && workspace_.dataset() == dataset_ && workspace_.heldOut() == heldOutData_) return;
    model_ = model;
    dataset_ = workspace_.dataset();
    heldOutData_ = workspace_.heldOut();
    worker_.run([model, dataset = dataset_, heldOut = heldOutData_](
                    const Worker::Control&) { return std::pair(shareOf(model, dataset), shareOf(model, heldOut)); },
                [this](const std::pair<double, double>& shares) {
                    std::tie(inUse_, heldOut_) = shares;
                    Q_EMIT changed();
                });
}

}  // namespace oneshot::session
