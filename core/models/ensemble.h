#pragma once

#include <vector>

#include "core/models/one_shot_model.h"

namespace oneshot {

/// Several learners that answer as one: a way's score is the mean of theirs, each weighed by its softmaxScale(), so
/// that a way's probability is proportional to the geometric mean of theirs. Images and embeddings of a drawing are
/// those of the members one after another, each behind its shape. Throws Error(InvalidSetting) if no member has a scale
/// above 0.
ModelPtr makeEnsemble(std::vector<ModelPtr> members);

/// The members of an ensemble; none for any other model.
std::vector<ModelPtr> membersOf(const OneShotModel&);

}  // namespace oneshot
