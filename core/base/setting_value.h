#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/base/enum_ref.h"
#include "core/base/field_error.h"
#include "core/base/json.h"

namespace oneshot {

/// Refers to the value of a setting, so that tables of settings of all types can be written.
using SettingValue =
    std::variant<int*, std::int64_t*, std::uint64_t*, double*, bool*, std::vector<int>*, std::vector<double>*, EnumRef>;

template <typename Value>
SettingValue settingValue(Value& value) {
    if constexpr (std::is_enum_v<Value>)
        return EnumRef(value);
    else
        return &value;
}

Json valueToJson(const SettingValue&);
/// Sets the value. Throws Json::exception if the JSON is of another type, Error(InvalidSetting) if it names no value of
/// the enum.
void valueFromJson(const SettingValue&, std::string_view key, const Json&);

/// Gives the number, or the items of a list; nothing of a setting that is no number.
std::vector<double> numbersOf(const SettingValue&);

/// Finds a number outside of the inclusive range.
std::optional<FieldError> rangeFault(std::string_view key, const SettingValue&, double low, double high);

}  // namespace oneshot
