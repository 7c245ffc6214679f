#include "core/base/setting_value.h"

#include <string>

#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace oneshot {

Json valueToJson(const SettingValue& setting) {
    return std::visit(
        [](const auto& value) -> Json {
            if constexpr (std::is_same_v<decltype(value), const EnumRef&>)
                return value.name();
            else
                return *value;
        },
        setting);
}

void valueFromJson(const SettingValue& setting, std::string_view key, const Json& json) {
    std::visit(
        [&](const auto& value) {
            if constexpr (std::is_same_v<decltype(value), const EnumRef&>)
                value.setName(key, json.get_ref<const std::string&>());
            else
                *value = strictly<std::decay_t<decltype(*value)>>(json);
        },
        setting);
}

std::vector<double> numbersOf(const SettingValue& setting) {
    return std::visit(
        [](const auto& value) -> std::vector<double> {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, EnumRef> || std::is_same_v<Value, bool*>)
                return {};
            else if constexpr (requires { value->size(); })
                return {value->begin(), value->end()};
            else
                return {static_cast<double>(*value)};
        },
        setting);
}

std::optional<FieldError> rangeFault(std::string_view key, const SettingValue& setting, double low, double high) {
    for (const double number : numbersOf(setting))
        if (!(number >= low && number <= high))  // nor is NaN within
            return FieldError{std::string(key), "must be " + rangeWords(low, high) + ", is " + numberText(number)};
    return {};
}

}  // namespace oneshot
