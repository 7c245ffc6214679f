#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace oneshot {

/// Specialise it for an enum whose values have names: `all` is an array of them in the order of the values.
template <typename Enum>
struct EnumNames;

template <typename Enum>
std::string_view enumName(Enum value) {
    return EnumNames<Enum>::all[static_cast<std::size_t>(value)];
}

/// The value of that name; nothing if there is none.
template <typename Enum>
std::optional<Enum> enumIfNamed(std::string_view name) {
    const auto& all = EnumNames<Enum>::all;
    const auto found = std::ranges::find(all, name);
    if (found == all.end()) return {};
    return static_cast<Enum>(found - all.begin());
}

/// The index of `name` among `names`. Throws Error(InvalidSetting) for `field`, listing all names, if there is none.
std::size_t indexOfName(std::string_view field, std::string_view name, std::span<const std::string_view> names);

/// Throws as indexOfName.
template <typename Enum>
Enum enumNamed(std::string_view field, std::string_view name) {
    return static_cast<Enum>(indexOfName(field, name, EnumNames<Enum>::all));
}

}  // namespace oneshot
