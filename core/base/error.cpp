#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <utility>

namespace oneshot {

Error::Error(ErrorCode code, std::string where, std::string problem, std::string remedy)
    : std::runtime_error(fmt::format("{}: {}.{}{}", where, problem, remedy.empty() ? "" : " ", remedy)),
      code_(code),
      where_(std::move(where)),
      problem_(std::move(problem)),
      remedy_(std::move(remedy)) {}

void requireNone(const std::vector<FieldError>& faults) {
    if (faults.empty()) return;
    std::string problems = faults.front().problem;
    for (std::size_t i = 1; i < faults.size(); ++i) problems += "; " + faults[i].key + " " + faults[i].problem;
    throw Error(ErrorCode::InvalidSetting, faults.front().key, problems);
}

bool isOutOfMemory(const std::exception& error) {
    if (dynamic_cast<const Error*>(&error)) return false;
    const std::string_view words = error.what();
    return dynamic_cast<const std::bad_alloc*>(&error) ||
           std::ranges::any_of(std::array{"allocate memory", "out of memory", "ALLOC_FAILED"},
                               [&](const char* part) { return words.find(part) != words.npos; });
}

}  // namespace oneshot
