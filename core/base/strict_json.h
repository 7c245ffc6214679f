#pragma once

#include <cstdint>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace oneshot {

/// JSON of files that strangers may have written. nlohmann's own parser keeps the last of two equal keys and as many
/// levels as there are; its own get() turns -1 and 1e300 into any whole number. These throw Json::exception instead.
/// Result: Json or nlohmann::json.
template <typename Result>
Result parseStrictJson(std::string_view text);
extern template Json parseStrictJson(std::string_view);
extern template nlohmann::json parseStrictJson(std::string_view);

/// The same of a file of any size, of whose outermost object only these keys are kept; no more is held in memory.
Json parseStrictJson(std::istream&, std::span<const std::string_view> keptKeys);

/// What is wrong, without nlohmann's numbering and without the text around it.
std::string problemOf(const nlohmann::json::exception&);

/// The JSON as T: a whole number, or a list of such, must be one and lie in the range of its type.
template <typename T, typename Source>
T strictly(const Source& json) {
    const auto require = [&](bool sound, const char* problem) {
        if (!sound) throw Json::out_of_range::create(401, problem, &json);
    };
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
        require(json.is_number_unsigned()
                    ? std::in_range<T>(json.template get<std::uint64_t>())
                    : json.is_number_integer() && std::in_range<T>(json.template get<std::int64_t>()),
                "a number is no whole one of its range");
        return json.template get<T>();
    } else if constexpr (std::is_same_v<T, std::vector<int>> || std::is_same_v<T, std::vector<std::int64_t>> ||
                         std::is_same_v<T, std::vector<std::uint64_t>>) {
        require(json.is_array(), "what should be a list is none");
        T numbers;
        for (const Source& item : json) numbers.push_back(strictly<typename T::value_type>(item));
        return numbers;
    } else if constexpr (std::is_same_v<T, std::vector<double>>) {
        require(json.is_array(), "what should be a list is none");
        T numbers;
        for (const Source& item : json) {
            require(item.is_number(), "an item of a list is no number");
            numbers.push_back(item.template get<double>());
        }
        return numbers;
    } else {
        return json.template get<T>();
    }
}

}  // namespace oneshot
