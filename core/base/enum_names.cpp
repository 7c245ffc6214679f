#include "core/base/enum_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"

namespace oneshot {

std::size_t indexOfName(std::string_view field, std::string_view name, std::span<const std::string_view> names) {
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string guess = didYouMean(name, std::vector<std::string>(names.begin(), names.end()));
    throw Error(ErrorCode::InvalidSetting, std::string(field), fmt::format("cannot be \"{}\"", name),
                fmt::format("{}Choose one of: {}.", guess, fmt::join(names, ", ")));
}

}  // namespace oneshot
