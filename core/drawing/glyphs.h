#pragma once

#include <array>
#include <vector>

#include "core/base/random.h"
#include "core/drawing/lines.h"

namespace oneshot {

/// Raise it whenever the same seed gives other glyphs.
inline constexpr int glyphGeneratorVersion = 2;

/// What the characters of an alphabet have in common, so that they resemble one another.
struct GlyphAlphabet {
    std::vector<GlyphPath> pieces;         ///< strokes and parts of strokes to build with, each from (0, 0)
    std::array<double, 6> strokeCounts{};  ///< weights of 1 to 6 strokes per character
    double chain = 0;                      ///< probability that a stroke continues with one more piece
    double angles = 0;                     ///< probability that it does so with a corner
    double turned = 0;                     ///< probability that a piece is used mirrored or turned
    double touch = 0;                      ///< probability that a stroke begins at an earlier one
    double cross = 0;                      ///< probability that a touching stroke crosses the earlier one instead
    double repeat = 0;                     ///< probability that a stroke repeats an earlier one beside it
    double closed = 0;                     ///< probability that a stroke of several pieces ends where it began
    double dot = 0;                        ///< probability that a last stroke is a dot
    double aspect = 1;                     ///< width over height of the box that characters fill
};

/// A procedural character.
struct Glyph {
    struct Stroke {
        GlyphPath path;    ///< without a hand's variance
        int parent = -1;   ///< index of the earlier stroke that it touches; -1: none
        double along = 0;  ///< where on the parent's path it touches, 0..1
        double own = 0;    ///< where on its own path it touches, 0..1
    };
    std::vector<Stroke> strokes;
};

/// A drawer's style, which is the same for all characters.
struct Hand {
    double slant = 0;        ///< shear of x by y
    double turn = 0;         ///< radians
    double size = 1;         ///< factor
    double aspect = 1;       ///< width over height
    double roundness = 0;    ///< probability that a corner is drawn round
    double angularity = 0;   ///< probability that a bend is drawn as a corner
    double penRadius = 2.5;  ///< pixels
    double sloppiness = 1;   ///< factor on every variation of a drawing
    double joining = 0;      ///< probability that the pen stays down between two strokes whose ends are close
    double overshoot = 0;    ///< by how much touching strokes miss each other
    double backwards = 0;    ///< probability that a stroke is drawn from its end
};

GlyphAlphabet makeGlyphAlphabet(Random&);
Glyph makeGlyph(const GlyphAlphabet&, Random&);
Hand makeHand(Random&);

}  // namespace oneshot
