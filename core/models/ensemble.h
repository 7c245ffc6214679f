#pragma once

#include <vector>

#include "core/models/one_shot_model.h"

namespace oneshot {

/// Several learners asked as one: a way's score is the mean of theirs, each weighed by its scale for shares, so that a
/// way's share is the geometric mean of theirs. Images and embeddings of a drawing are those of the members one after
/// another, each behind its shape. Throws Error(InvalidSetting) where no member has a scale.
ModelPtr makeEnsemble(std::vector<ModelPtr> members);

/// Those of an ensemble; of any other model none.
std::vector<ModelPtr> membersOf(const OneShotModel&);

}  // namespace oneshot
