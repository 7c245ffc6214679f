#include "ui/session/draw/rejection_finder.h"

#include <algorithm>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/tasks/task_sampler.h"

namespace oneshot::session {
namespace {

constexpr const char* validationGlyphs = "glyphs:seed=2,alphabet-count=10,characters-per-alphabet=20,drawer-count=4";
constexpr TaskSettings settings{20, 1, true, 1, true};

}  // namespace

RejectionFinder::RejectionFinder() : glyphs_(std::make_shared<Dataset>()) {
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        problem_ = why;
        Q_EMIT changed();
    });
    connect(&worker_, &Worker::cancelRequested, this, [this] {
        worker_.cancel();
        problem_ = tr("The search for it was cancelled.");
        Q_EMIT changed();
    });
}

QString RejectionFinder::problem(int ways) const {
    if (!problem_.isEmpty() || !thresholds_ || thresholds_->of(ways)) return problem_;
    return tr("This model compares the ways with each other: of one alone it tells nothing.");
}

void RejectionFinder::setModel(ModelPtr model) {
    if (model_ == model) return;
    const bool renewed = model_ && model && model_->origin().model == model->origin().model &&
                         model_->origin().run == model->origin().run;
    model_ = std::move(model);
    problem_.clear();
    if (!renewed) thresholds_.reset();
    std::erase_if(found_, [](const auto& one) { return one.first.expired(); });
    const auto known =
        std::ranges::find_if(found_, [&](const auto& one) { return model_ && one.first.lock() == model_; });
    if (known != found_.end()) thresholds_ = known->second;
    if (!model_ || known != found_.end())
        worker_.cancel();
    else if (!renewed || !worker_.busy())
        find();
    Q_EMIT changed();
}

void RejectionFinder::find() {
    worker_.run(
        {tr("Threshold of none of these"), true},
        [glyphs = glyphs_, asked = model_](const Worker::Control& control) {
            if (glyphs->empty()) *glyphs = openDataset(parseDataSpec(validationGlyphs), {}, control.stop);
            const std::vector<Task> drawn = TaskSampler(*glyphs, settings).take(tasks);
            return std::pair(asked, std::make_shared<const RejectionThresholds>(
                                        rejectionThresholds(*asked, *glyphs, drawn, {}, control.stop)));
        },
        [this](const std::pair<ModelPtr, std::shared_ptr<const RejectionThresholds>>& found) {
            thresholds_ = found.second;
            found_.emplace_back(found);
            if (found.first != model_) find();  // it was renewed meanwhile
            Q_EMIT changed();
        });
}

}  // namespace oneshot::session
