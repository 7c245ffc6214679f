#include "core/base/enum_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/near_name.h"

namespace oneshot {

std::size_t indexOfName(std::string_view what, std::string_view name, std::span<const std::string_view> names) {
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    std::string list;
    for (const std::string_view each : names) list += (list.empty() ? "" : ", ") + std::string(each);
    throw Error(
        ErrorCode::InvalidSetting, std::string(what), "does not know \"" + std::string(name) + "\"",
        didYouMean(name, std::vector<std::string>(names.begin(), names.end())) + "Choose one of: " + list + ".");
}

}  // namespace oneshot
