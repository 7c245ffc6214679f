#pragma once

#include <array>
#include <vector>

#include "core/pen/pen_path.h"

namespace oneshot {

/// In what a redrawing differs from what it is drawn after. Each counts with a cost in nats: a precision over 2 of
/// Gaussian noise, or a -log probability.
enum RedrawingTerm {
    // The frame: how the drawing as a whole is moved, each squared.
    Shift,
    Size,    ///< in both directions
    Aspect,  ///< in one more than in the other
    Turn,
    Slant,
    // The pen, summed over the points of the redrawing.
    Place,      ///< squared distance from where the hand wanted to be
    Direction,  ///< half the squared difference of the directions: 1 - cosine
    Wiggle,     ///< the part of Place that is of three half waves along a stroke and more
    Farthest,   ///< the largest squared distance
    // The walk of the hand along the strokes that it redraws, counted.
    Pause,       ///< a point that goes no further
    Hurry,       ///< a point that goes two points further
    Rush,        ///< three
    TurnBack,    ///< going back where it came from, the pen down, at most a point away
    Split,       ///< the pen lifted amid a stroke, which goes on
    Join,        ///< the pen left down from one stroke to another
    OtherOrder,  ///< another stroke than the next one
    Reversed,    ///< a stroke from its end
    Unfinished,  ///< a stroke left before its end
    Midway,      ///< a stroke begun amid it
    LeftOut,     ///< a point of the strokes that the walk comes not near
    redrawingTerms
};
using RedrawingTerms = std::array<double, redrawingTerms>;

/// What the hand is taken to mind while it redraws, in any unit: by these the likeliest walk is found.
extern const RedrawingTerms handCosts;
/// Of the query redrawn after the support, and of the support redrawn after the query over the support by itself.
/// Fitted by maximum likelihood of the right way among all characters of its alphabet, on Omniglot's small background
/// set 1; what the fit gave nothing is 0.
extern const RedrawingTerms queryCosts, supportCosts;

/// Where the hand is on the strokes that it redraws.
struct PenPlace {
    int point = 0;
    bool backwards = false;
    bool operator==(const PenPlace&) const = default;
};

/// Row by row, of (x, y, 1).
struct PenFrame {
    std::array<double, 3> x{1, 0, 0}, y{0, 1, 0};

    PenPoint move(const PenPoint&) const;
};

/// The likeliest way in which `drawn` comes of following the strokes of `model`.
struct Redrawing {
    std::vector<PenPlace> walk;  ///< of each point of `drawn`, what it redraws
    PenFrame frame;              ///< which moves the model before
    RedrawingTerms terms{};      ///< all 0 for the same drawing

    double cost(const RedrawingTerms& costs) const;  ///< sum of costs times terms
};

/// A hidden Markov model of the hand, decoded by Viterbi's algorithm in turn with the affine frame, by least squares.
/// About 0.1 milliseconds.
Redrawing redraw(const PenPath& drawn, const PenPath& model);

/// log p(query | support) + log (p(support | query) / p(support)) but for a constant of the query, nats, as Lake et al.
/// 2015 score a drawing: 0 for the same drawing, less for others. What the hand does in redrawing the support is as
/// likely by itself, so that most of it does not count in the second.
double logLikelihood(const PenPath& query, const PenPath& support);

}  // namespace oneshot
