#include "ui/session/rejection_finder.h"

#include "core/data/data_spec.h"
#include "core/tasks/task_sampler.h"

namespace oneshot::session {
namespace {

constexpr const char* validationGlyphs = "glyphs:seed=2,alphabet-count=10,characters-per-alphabet=20,drawer-count=4";
constexpr TaskSettings settings{20, 1, true, 1, true};

}  // namespace

RejectionFinder::RejectionFinder(QObject* parent) : QObject(parent), glyphs_(std::make_shared<Dataset>()) {
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        problem_ = why;
        Q_EMIT changed();
    });
}

void RejectionFinder::setModel(ModelPtr model) {
    if (model_ == model) return;
    const bool renewed = model_ && model && model_->origin().model == model->origin().model &&
                         model_->origin().run == model->origin().run;
    model_ = std::move(model);
    problem_.clear();
    if (!renewed) threshold_.reset();
    std::erase_if(found_, [](const auto& known) { return known.first.expired(); });
    for (const auto& [known, threshold] : found_)
        if (known.lock() == model_) threshold_ = threshold;
    if (!model_ || threshold_)
        worker_.cancel();
    else
        worker_.run(
            [glyphs = glyphs_, asked = model_](const Worker::Control& control) {
                const auto cancelled = [&](std::int64_t, std::int64_t) { control.throwIfCancelled(); };
                if (glyphs->empty()) *glyphs = openDataset(parseDataSpec(validationGlyphs), cancelled);
                const std::vector<Task> drawn = TaskSampler(*glyphs, settings).take(tasks);
                return std::make_shared<const RejectionThreshold>(
                    rejectionThreshold(*asked, *glyphs, drawn, cancelled));
            },
            [this](const std::shared_ptr<const RejectionThreshold>& threshold) {
                threshold_ = threshold;
                found_.emplace_back(model_, threshold);
                Q_EMIT changed();
            });
    Q_EMIT changed();
}

}  // namespace oneshot::session
