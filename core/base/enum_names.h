#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace oneshot {

/// Specialised for an enum whose values have names: `all`, an array of them in the order of the values.
template <typename Enum>
struct EnumNames;

template <typename Enum>
std::string_view enumName(Enum value) {
    return EnumNames<Enum>::all[static_cast<std::size_t>(value)];
}

/// Throws Error(InvalidSetting) about the field `what` that lists the names.
std::size_t indexOfName(std::string_view what, std::string_view name, std::span<const std::string_view> names);

/// Throws as indexOfName.
template <typename Enum>
Enum enumNamed(std::string_view what, std::string_view name) {
    return static_cast<Enum>(indexOfName(what, name, EnumNames<Enum>::all));
}

}  // namespace oneshot
