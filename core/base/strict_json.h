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

/// Parses JSON of files that strangers may have written. nlohmann's own parser keeps the last of two equal keys and any
/// number of levels; its get() turns -1 and 1e300 into arbitrary whole numbers. These throw Json::exception instead.
/// Result: Json or nlohmann::json.
template <typename Result>
Result parseStrictJson(std::string_view text);
extern template Json parseStrictJson(std::string_view);
extern template nlohmann::json parseStrictJson(std::string_view);

/// Parses a file of any size as strictly, keeping only these keys of its outermost object in memory.
Json parseStrictJson(std::istream&, std::span<const std::string_view> keptKeys);

/// What is wrong, without nlohmann's numbering and the text around it.
std::string problemOf(const nlohmann::json::exception&);

template <typename T>
inline constexpr bool isNumberList = false;
template <typename Number>
requires std::is_arithmetic_v<Number>
inline constexpr bool isNumberList<std::vector<Number>> = true;

/// The JSON as T. A whole number, also in a list, must be one and fit into its type.
template <typename T, typename Source>
T strictly(const Source& json) {
    const auto require = [&](bool sound, const char* problem) {
        if (!sound) throw Json::out_of_range::create(401, problem, &json);
    };
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
        require(json.is_number_unsigned()
                    ? std::in_range<T>(json.template get<std::uint64_t>())
                    : json.is_number_integer() && std::in_range<T>(json.template get<std::int64_t>()),
                "a number is not whole or out of range");
        return json.template get<T>();
    } else if constexpr (isNumberList<T>) {
        require(json.is_array(), "a list is expected");
        T numbers;
        for (const Source& item : json) {
            if constexpr (std::is_same_v<T, std::vector<double>>)
                require(item.is_number(), "an item of a list is not a number");
            numbers.push_back(strictly<typename T::value_type>(item));
        }
        return numbers;
    } else {
        return json.template get<T>();
    }
}

/// The JSON as a number that is never below 0: steps, images, seconds, ways.
template <typename T>
T amount(const Json& json) {
    const T number = strictly<T>(json);
    if (number < 0) throw Json::out_of_range::create(401, "a number is below 0", &json);
    return number;
}

}  // namespace oneshot
