#include "core/training/trainable.h"

#include <string>
#include <utility>

#include "core/compute/device.h"

namespace oneshot {

std::vector<FieldError> faultsHere(const TrainingConfig& config) {
    std::vector<FieldError> faults = validate(config);
    if (std::string problem = deviceProblem(config.device); !problem.empty())
        faults.push_back({"device", std::move(problem)});
    return faults;
}

void requireTrainable(const TrainingConfig& config) {
    requireNone(faultsHere(config));
}

}  // namespace oneshot
