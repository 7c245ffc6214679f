#pragma once

#include <span>
#include <vector>

namespace oneshot {

/// An evaluation of a trial after a share of its length (0..1, of its steps or minutes).
struct CurvePoint {
    double share = 0, accuracyPercent = 0;
    bool operator==(const CurvePoint&) const = default;
};
using TrialCurve = std::vector<CurvePoint>;

/// The median stopping rule (Golovin et al. 2017, Google Vizier, section 3.2.2): the best accuracy of a trial so far is
/// below the median of the means that completed trials had over their evaluations up to the same share of their length.
/// It needs three completed trials, and a trial that is over a quarter of its length.
bool isHopeless(const TrialCurve& trial, std::span<const TrialCurve> completed);

}  // namespace oneshot
