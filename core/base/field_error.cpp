#include "core/base/field_error.h"

#include "core/base/error.h"

namespace oneshot {

void requireNone(const std::vector<FieldError>& faults) {
    if (faults.empty()) return;
    std::string problems = faults.front().problem;
    for (std::size_t i = 1; i < faults.size(); ++i) problems += "; " + faults[i].key + " " + faults[i].problem;
    throw Error(ErrorCode::InvalidSetting, faults.front().key, problems);
}

}  // namespace oneshot
