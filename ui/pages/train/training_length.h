#pragma once

#include <cstdint>
#include <optional>

#include "core/training/training_config.h"

namespace oneshot::ui {

/// In what a person says how long to train; in the order of the form.
enum class LengthUnit { Minutes, Steps, Epochs };

const char* keyOf(LengthUnit);  ///< of the setting: "minutes", "steps", "epochs"

/// The steps of the maximum of epochs; nothing where there is none, or no step could be made.
std::optional<std::int64_t> stepsOfMaximum(const TrainingConfig&);

/// Epochs: the horizon of the schedule is where the maximum of epochs is.
LengthUnit lengthUnitOf(const TrainingConfig&);

}  // namespace oneshot::ui
