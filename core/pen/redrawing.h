#pragma once

#include <array>
#include <vector>

#include "core/pen/pen_path.h"

namespace oneshot {

/// How a redrawing differs from its model. Each term has a cost in nats: half the precision of Gaussian noise, or a
/// negative log probability.
enum RedrawingTerm {
    // The frame, which moves the drawing as a whole; each squared.
    Shift,
    Size,    ///< scaling in both directions
    Aspect,  ///< scaling in one direction more than in the other
    Turn,
    Slant,
    // The pen: sums over the points of the redrawing.
    Place,      ///< squared distance from the model's point
    Direction,  ///< half the squared difference of the directions: 1 - cosine
    Wiggle,     ///< the part of Place in waves of at least three half waves along a stroke
    Farthest,   ///< the largest squared distance
    // The walk of the hand along the model's strokes: counts.
    Pause,       ///< a point that does not advance
    Hurry,       ///< a point that advances by two points
    Rush,        ///< by three
    TurnBack,    ///< a reversal with the pen down, by at most one point
    Split,       ///< the pen lifted within a stroke that continues
    Join,        ///< the pen kept down from one stroke to another
    OtherOrder,  ///< a stroke other than the next one
    Reversed,    ///< a stroke drawn from its end
    Unfinished,  ///< a stroke left before its end
    Midway,      ///< a stroke begun within it
    LeftOut,     ///< a point of the model that the walk does not come near
    redrawingTerms
};
using RedrawingTerms = std::array<double, redrawingTerms>;

/// Costs in any unit by which the likeliest walk of the hand is found.
extern const RedrawingTerms handCosts;
/// Costs of the query redrawn after the support, and of the support redrawn after the query relative to the support by
/// itself. Fitted by maximum likelihood of the right way among all characters of its alphabet, on Omniglot's small
/// background set 1; terms that did not improve the fit are 0.
extern const RedrawingTerms queryCosts, supportCosts;

/// The place of the hand on the model's strokes.
struct PenPlace {
    int point = 0;
    bool backwards = false;
    bool operator==(const PenPlace&) const = default;
};

/// An affine map, row by row, of (x, y, 1).
struct PenFrame {
    std::array<double, 3> x{1, 0, 0}, y{0, 1, 0};

    PenPoint move(const PenPoint&) const;
};

/// The likeliest way to draw `drawn` by following the strokes of `model`.
struct Redrawing {
    std::vector<PenPlace> walk;  ///< for each point of `drawn`, the place of the model
    PenFrame frame;              ///< moves the model first
    RedrawingTerms terms{};      ///< all 0 for the same drawing

    double cost(const RedrawingTerms& costs) const;  ///< the sum of costs times terms
};

/// Decodes a hidden Markov model of the hand by Viterbi's algorithm, alternating with the affine frame by least
/// squares. Takes about 0.1 milliseconds.
Redrawing redraw(const PenPath& drawn, const PenPath& model);

/// log p(query | support) + log (p(support | query) / p(support)) in nats, up to a constant of the query, as Lake et
/// al. 2015 score a drawing: 0 for the same drawing, less for others. What the hand does in redrawing the support is as
/// likely by itself, so most of it cancels in the second term.
double logLikelihood(const PenPath& query, const PenPath& support);

}  // namespace oneshot
