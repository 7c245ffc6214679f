#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/training/augmentation.h"
#include "core/training/presets.h"
#include "tests/support/test_program.h"

using namespace oneshot;

namespace {

constexpr int draws = 4000;

/// How many of the draws of one component alone do nothing, and the least and the greatest of the others.
struct Spread {
    int none = 0;
    double least = 0, greatest = 0;
};

template <typename Value>
Spread spreadOf(const DistortionSettings& settings, double identity, Value value) {
    Spread spread{0, 1e9, -1e9};
    Random random = makeRandom(1, "distortions");
    for (int i = 0; i < draws; ++i) {
        const double drawn = value(randomDistortion(settings, random));
        if (std::abs(drawn - identity) < 1e-12) {
            ++spread.none;
            continue;
        }
        spread.least = std::min(spread.least, drawn);
        spread.greatest = std::max(spread.greatest, drawn);
    }
    return spread;
}

/// How it is not spread evenly over the range in half of the draws; empty where it is.
QString spreadFault(const Spread& spread, double least, double greatest) {
    const double range = greatest - least;
    const bool even = std::abs(spread.none - draws / 2) < 160 &&  // five deviations
                      spread.least >= least - 1e-9 && spread.least < least + 0.02 * range &&
                      spread.greatest <= greatest + 1e-9 && spread.greatest > greatest - 0.02 * range;
    return even ? QString() : QStringLiteral("%1 %2 %3").arg(spread.none).arg(spread.least).arg(spread.greatest);
}

DistortionSettings none() {
    return {DistortionLaw::Uniform, 0, 0, 0, 0, 0};
}

}  // namespace

/// The distortions of Koch et al. 2015, section 4.2: each component with probability 1/2, uniform within its limits. A
/// distortion's matrix maps what is seen to the drawing, so that a scale s is 1 / s in it.
class TestAugmentation : public QObject {
    Q_OBJECT
    const DistortionSettings koch_ = presetNamed("koch2015").config.distortion;

  private Q_SLOTS:
    void rotation() {
        DistortionSettings settings = none();
        settings.rotationDegrees = koch_.rotationDegrees;
        QCOMPARE((spreadFault(spreadOf(settings, 0,
                                       [](const Distortion& d) {
                                           return std::atan2(d.matrix[2], d.matrix[0]) * 180 / std::numbers::pi;
                                       }),
                              -10, 10)),
                 QString());
    }
    void scale() {
        DistortionSettings settings = none();
        settings.scale = koch_.scale;
        for (const int axis : {0, 3})
            QCOMPARE(
                (spreadFault(spreadOf(settings, 1, [&](const Distortion& d) { return 1 / d.matrix[axis]; }), 0.8, 1.2)),
                QString());
    }
    void shear() {
        DistortionSettings settings = none();
        settings.shear = koch_.shear;
        for (const int axis : {1, 2})
            QCOMPARE(
                (spreadFault(spreadOf(settings, 0, [&](const Distortion& d) { return d.matrix[axis]; }), -0.3, 0.3)),
                QString());
    }
    void shift() {
        DistortionSettings settings = none();
        settings.shift = koch_.shift;
        for (const int axis : {0, 1})  // pixels of 105
            QCOMPARE((spreadFault(spreadOf(settings, 0, [&](const Distortion& d) { return d.shift[axis] * 105 / 2; }),
                                  -2, 2)),
                     QString());
    }
    void nothingElseBends() { QCOMPARE(koch_.elastic, 0.0); }
};

ONESHOT_TEST(TestAugmentation)
#include "tst_augmentation.moc"
