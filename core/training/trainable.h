#pragma once

#include <vector>

#include "core/training/training_config.h"

namespace oneshot {

/// Finds what validate() finds, and what this machine lacks.
std::vector<FieldError> faultsHere(const TrainingConfig&);
/// Throws Error(InvalidSetting) that names every one of faultsHere().
void requireTrainable(const TrainingConfig&);

}  // namespace oneshot
