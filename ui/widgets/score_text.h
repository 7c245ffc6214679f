#pragma once

#include <QString>

#include "core/models/one_shot_model.h"

namespace oneshot::ui {

/// A score as a person reads it: a logit as the probability "p 0.97", a distance without its minus.
QString scoreText(ScoreKind, float score);

/// What such a text says: "cosine", "p(same)", "distance²".
QString scoreName(ScoreKind);

/// The same in a sentence.
QString scoreExplanation(ScoreKind);

}  // namespace oneshot::ui
