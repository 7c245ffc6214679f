#include "ui/pages/train/training_length.h"

#include <algorithm>

#include "core/training/schedule.h"

namespace oneshot::ui {

const char* keyOf(LengthUnit unit) {
    return unit == LengthUnit::Minutes ? "minutes" : unit == LengthUnit::Steps ? "steps" : "epochs";
}

std::optional<std::int64_t> stepsOfMaximum(const TrainingConfig& config) {
    const BatchSettings& batches = config.batches;
    const int least =
        std::min({batches.pairsPerStep, batches.ways, batches.queries, batches.presentations, batches.episodesPerStep});
    if (config.length.epochs <= 0 || least <= 0) return {};
    return stepsOfEpochs(config, config.length.epochs);
}

LengthUnit lengthUnitOf(const TrainingConfig& config) {
    if (config.length.steps == 0) return LengthUnit::Minutes;
    return stepsOfMaximum(config) == config.length.steps ? LengthUnit::Epochs : LengthUnit::Steps;
}

}  // namespace oneshot::ui
