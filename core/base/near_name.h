#pragma once

#include <span>
#include <string>
#include <string_view>

namespace oneshot {

/// The one of `known` that a person who wrote `wanted` may have meant; empty where none is near. Case and which of
/// "-", "_" and blank is written do not count. Near are: few changes, "lr" for "learning_rate", the begin of one alone.
std::string nearestName(std::string_view wanted, std::span<const std::string> known);

/// "Did you mean Greek? " to go before the rest of a remedy; empty where none is near.
std::string didYouMean(std::string_view wanted, std::span<const std::string> known);

}  // namespace oneshot
