#pragma once

#include <string>
#include <vector>

namespace oneshot {

struct FieldError {
    std::string key;      ///< of the setting at fault
    std::string problem;  ///< "must be between 1 and 512, is 0"
};

/// Throws Error(InvalidSetting) that names every fault, if there is any.
void requireNone(const std::vector<FieldError>& faults);

}  // namespace oneshot
