#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/error.h"
#include "core/base/json.h"

namespace oneshot {

/// Refers to a variable of any enum that has EnumNames, by the name of its value.
class EnumRef {
  public:
    template <typename Enum>
    requires std::is_enum_v<Enum>
    explicit EnumRef(Enum& variable)
        : variable_(&variable),
          names_(EnumNames<Enum>::all),
          index_([](const void* from) { return static_cast<std::size_t>(*static_cast<const Enum*>(from)); }),
          assign_([](void* to, std::size_t index) { *static_cast<Enum*>(to) = static_cast<Enum>(index); }) {}

    std::span<const std::string_view> names() const { return names_; }
    std::string_view name() const { return names_[index_(variable_)]; }
    /// Throws as indexOfName.
    void setName(std::string_view what, std::string_view name) const {
        assign_(variable_, indexOfName(what, name, names_));
    }

  private:
    void* variable_;
    std::span<const std::string_view> names_;
    std::size_t (*index_)(const void*);
    void (*assign_)(void*, std::size_t);
};

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

/// Returns the number, or the items of a list; nothing for other settings.
std::vector<double> numbersOf(const SettingValue&);

/// Returns the fault of the first number outside of the inclusive range, if there is one.
std::optional<FieldError> rangeFault(std::string_view key, const SettingValue&, double low, double high);

}  // namespace oneshot
