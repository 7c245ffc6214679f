#pragma once

#include <nlohmann/json_fwd.hpp>

namespace oneshot {

/// Keeps the order in which keys were written, so that files read as they were meant.
using Json = nlohmann::ordered_json;

}  // namespace oneshot
