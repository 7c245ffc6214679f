#pragma once

#include "core/base/enum_names.h"

namespace oneshot {

enum class DistortionLaw {
    Normal,   ///< every component at once, normally distributed with the given deviations
    Uniform,  ///< each component with probability 1/2, uniform within the given limits (Koch et al. 2015, section 4.2)
};
template <>
struct EnumNames<DistortionLaw> {
    static constexpr std::array<std::string_view, 2> all{"normal", "uniform"};
};

/// Random affine and elastic distortion of training drawings, and noise of vectors; zeros mean none.
struct DistortionSettings {
    DistortionLaw law = DistortionLaw::Normal;
    double rotationDegrees = 6.9;
    double scale = 0.10;  ///< of x and y each; Normal: of the logarithm, Uniform: 1 +- scale
    double shear = 0.12;
    double shift = 0.05;    ///< of half the input's side
    double elastic = 0.05;  ///< deviation of the 5x5 displacement lattice, of half the input's side
    double noise = 0;       ///< of vectors: normal, times the deviation of each number
    bool operator==(const DistortionSettings&) const = default;
};

}  // namespace oneshot
