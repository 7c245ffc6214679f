#pragma once

#include <cstdint>

#include "core/base/enum_names.h"
#include "core/tasks/pair_sampler.h"

namespace oneshot {

/// Where the strokes of built-in glyphs lie when they are redrawn; other data's are right in both.
enum class StrokeCoordinates {
    Exact,
    Shifted,  ///< half a pixel to the right and below, as they were in older runs
};
template <>
struct EnumNames<StrokeCoordinates> {
    static constexpr std::array<std::string_view, 2> all{"exact", "shifted"};
};

/// Which drawings come into a step.
struct BatchSettings {
    PairRule pairRule = PairRule::Balanced;  ///< with pair losses
    int pairsPerStep = 128;                  ///< pairs of drawings a step; with InBatchSoftmax, Triplet each is a class
    std::int64_t trainingPairs = 0;          ///< size of a fixed set of pairs (pair losses); 0: drawn afresh every step
    int ways = 60, shots = 1, queries = 5;   ///< with Episodes: classes a step, and drawings a class
    int presentations = 10;                  ///< with Presentations: drawings of each of the ways in an episode
    int episodesPerStep = 16;                ///< with Presentations
    std::int64_t epochPairs = 30'000;        ///< an epoch where pairs are drawn afresh; else the fixed set is one
    int distortedCopies = 0;                 ///< with pair losses: one in this number + 1 is undistorted; 0: none is
    double glyphShare = 0.5;                 ///< share of the classes that are fresh built-in glyphs
    bool rotatedClasses = true;              ///< the rotations of a character are classes of their own (images)
    bool mirroredClasses = true;             ///< with rotatedClasses: the mirror images too
    bool turnedGlyphs = false;               ///< each glyph in one of its eight rotations and mirror images
    int neighbours = 1;                      ///< classes of one alphabet, in one turn, that come into a step together
    double strokeShare = 0;                  ///< share of the real drawings that are redrawn from their strokes
    double strokeStrength = 1;               ///< of the strokes' distortion
    StrokeCoordinates strokeCoordinates = StrokeCoordinates::Exact;
    bool operator==(const BatchSettings&) const = default;
};

}  // namespace oneshot
