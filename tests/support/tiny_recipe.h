#pragma once

#include "ui/session/learn/glyph_training.h"

namespace oneshot::test {

/// The recipe of Learn for a network so small that a step takes milliseconds, and so many steps.
inline TrainingConfig tinyRecipe(std::int64_t steps) {
    TrainingConfig config = session::GlyphTraining::recipe();
    config.length.steps = steps;
    config.threads = 1;
    config.network.input.size = 16;
    config.network.maps = {4, 4, 8, 8};
    config.network.embedding = 8;
    config.batches.pairsPerStep = 8;
    config.validation.tasks = 20;
    return config;
}

}  // namespace oneshot::test
