#include "core/base/error.h"

#include <utility>

namespace oneshot {

Error::Error(ErrorCode code, std::string where, std::string problem, std::string remedy)
    : std::runtime_error(where + ": " + problem + "." + (remedy.empty() ? "" : " " + remedy)),
      code_(code),
      where_(std::move(where)),
      problem_(std::move(problem)),
      remedy_(std::move(remedy)) {}

}  // namespace oneshot
