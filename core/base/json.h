#pragma once

#include <nlohmann/json_fwd.hpp>

namespace oneshot {

/// Keeps keys in the order in which they were written, which makes files easier to read.
using Json = nlohmann::ordered_json;

}  // namespace oneshot
