#include "core/base/error.h"

#include <fmt/format.h>

#include <utility>

namespace oneshot {

Error::Error(ErrorCode code, std::string where, std::string problem, std::string remedy)
    : std::runtime_error(fmt::format("{}: {}.{}{}", where, problem, remedy.empty() ? "" : " ", remedy)),
      code_(code),
      where_(std::move(where)),
      problem_(std::move(problem)),
      remedy_(std::move(remedy)) {}

}  // namespace oneshot
