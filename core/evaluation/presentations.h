#pragma once

#include <cstdint>
#include <vector>

#include "core/base/stop.h"
#include "core/evaluation/statistics.h"
#include "core/models/one_shot_model.h"

namespace oneshot {

/// Episodes of `ways` characters of any alphabets, each shown `presentations` times, all in random order.
struct PresentationSettings {
    int ways = 5, presentations = 10;
    int episodes = 200;
    std::uint64_t seed = 1;
};

struct PresentationPoint {
    Accuracy accuracy;      ///< an answer is right if the right label is the likeliest of all
    Interval confidence95;  ///< over episodes
};

struct PresentationResult {
    std::vector<PresentationPoint> points;  ///< [i]: of the drawings that are the (i + 1)st of their character
    int seenCharacters = 0;                 ///< different characters in the episodes that the model learnt from
};

/// The largest number of ways of such episodes: that of characters with enough drawings.
int maxPresentationWays(const Dataset&, int presentations);

/// The accuracy of a learner with a memory at the 1st, 2nd, .. drawing of a character, each before it is shown the
/// label, which is another in every episode (Santoro et al. 2016, section 4.2). Blocks; the progress counts episodes.
/// Throws Error(InvalidSetting) if the model has no memory or fewer labels than there are ways, or the data hold too
/// few characters with enough drawings.
PresentationResult accuracyByPresentation(const OneShotModel&, const Dataset&, const PresentationSettings&,
                                          const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
