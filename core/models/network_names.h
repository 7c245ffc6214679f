#pragma once

#include "core/base/enum_names.h"
#include "core/models/network_settings.h"

namespace oneshot {

template <>
struct EnumNames<Architecture> {
    static constexpr std::array<std::string_view, 5> all{"koch2015", "compact", "conv4", "dense", "pixels"};
};
template <>
struct EnumNames<Similarity> {
    static constexpr std::array<std::string_view, 5> all{"default", "weighted-l1", "squared-euclidean", "cosine",
                                                         "bilinear"};
};
template <>
struct EnumNames<WayComparison> {
    static constexpr std::array<std::string_view, 6> all{"mean-score",   "prototype", "attention",
                                                         "full-context", "tuned",     "memory"};
};
template <>
struct EnumNames<Labels> {
    static constexpr std::array<std::string_view, 2> all{"one-hot", "letters"};
};

}  // namespace oneshot
