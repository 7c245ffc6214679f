#pragma once

#include <span>
#include <string>
#include <string_view>

namespace oneshot {

/// The name in `known` that a person who wrote `wanted` may have meant; empty if none is close. Ignores case, and
/// treats "-", "_" and blanks alike. A name is close after a few changes of letters, by its initials ("lr" for
/// "learning_rate"), or if it alone begins with `wanted`.
std::string nearestName(std::string_view wanted, std::span<const std::string> known);

/// "Did you mean Greek? ", to begin a remedy with; empty if no name is close.
std::string didYouMean(std::string_view wanted, std::span<const std::string> known);

}  // namespace oneshot
