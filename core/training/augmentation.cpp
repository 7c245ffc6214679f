#include "core/training/augmentation.h"

#include <cmath>
#include <numbers>

namespace oneshot {
namespace {

/// One component: 0 without effect. Uniform: present with probability 1/2 (Koch et al. 2015, section 4.2).
double component(DistortionLaw law, double amount, Random& random) {
    if (law == DistortionLaw::Normal) return normal(random, 0, 1) * amount;
    const double value = uniform(random, -1, 1) * amount;
    return uniform(random) < 0.5 ? value : 0;
}

}  // namespace

Distortion randomDistortion(const DistortionSettings& settings, Random& random, int turn) {
    const DistortionLaw law = settings.law;
    const auto draw = [&](double amount) { return component(law, amount, random); };
    const auto scale = [&] {
        const double value = draw(settings.scale);
        return law == DistortionLaw::Normal ? std::exp(value) : 1 / (1 + value);  // the view's map is the inverse one
    };
    const double angle = draw(settings.rotationDegrees * std::numbers::pi / 180);
    const double scaleX = scale(), scaleY = scale();
    const double shearX = draw(settings.shear), shearY = law == DistortionLaw::Uniform ? draw(settings.shear) : 0;
    const double c = std::cos(angle), s = std::sin(angle);
    const double a = c * scaleX, b = -s * scaleY + shearX, d = s * scaleX + shearY, e = c * scaleY;

    Distortion distortion;
    distortion.shift = {draw(settings.shift), draw(settings.shift)};
    // The turn's matrix from the left: a quarter turn t times, then x mirrored.
    constexpr std::array<std::array<int, 4>, 4> quarter{{{1, 0, 0, 1}, {0, -1, 1, 0}, {-1, 0, 0, -1}, {0, 1, -1, 0}}};
    const auto& q = quarter[turn % 4];
    const double mirror = turn >= 4 ? -1 : 1;
    distortion.matrix = {mirror * (q[0] * a + q[1] * d), mirror * (q[0] * b + q[1] * e), q[2] * a + q[3] * d,
                         q[2] * b + q[3] * e};
    if (settings.elastic > 0) {
        distortion.elastic = true;
        for (float& displacement : distortion.field)
            displacement = static_cast<float>(normal(random, 0, settings.elastic));
    }
    return distortion;
}

}  // namespace oneshot
