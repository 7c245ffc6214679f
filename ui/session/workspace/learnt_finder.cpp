#include "ui/session/workspace/learnt_finder.h"

#include "core/evaluation/task_evaluation.h"

namespace oneshot::session {

LearntFinder::LearntFinder() {
    connect(&worker_, &Worker::failed, this, &LearntFinder::changed);  // it stays unknown
}

void LearntFinder::find(const ModelPtr& model, const DatasetPtr& dataset) {
    const bool same = dataset == dataset_ &&
                      (model == model_ || (model && model_ && learntTheSame(model->origin(), model_->origin())));
    model_ = model;
    dataset_ = dataset;
    if (same) return;
    worker_.cancel();
    learnt_.reset();
    Q_EMIT changed();
    if (!model || !dataset) return;
    worker_.run([model, dataset](const Worker::Control&) { return learntCharacters(model->origin(), *dataset); },
                [this](const std::set<CharacterId>& found) {
                    learnt_ = found;
                    Q_EMIT changed();
                });
}

}  // namespace oneshot::session
