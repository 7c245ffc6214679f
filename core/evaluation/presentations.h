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
    Accuracy accuracy;      ///< of all labels the likeliest must be the right one
    Interval confidence95;  ///< over episodes
};

struct PresentationResult {
    std::vector<PresentationPoint> points;  ///< [i]: of the drawings that are the (i + 1)st of their character
    int seenCharacters = 0;                 ///< different characters in the episodes that the model learnt from
};

/// The most ways of such episodes: characters with enough drawings.
int mostWaysInTurn(const Dataset&, int presentations);

/// What a learner with a memory answers to the 1st, 2nd, .. drawing of a character, each before it is told the label,
/// which is another in every episode (Santoro et al. 2016, section 4.2). Blocks; the progress counts episodes. Throws
/// Error(InvalidSetting) where the model has no memory or fewer labels than there are ways, or the data hold too few
/// characters with enough drawings.
PresentationResult accuracyByPresentation(const OneShotModel&, const Dataset&, const PresentationSettings&,
                                          const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
