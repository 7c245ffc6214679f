#pragma once

#include "core/base/json.h"
#include "core/tasks/task.h"

namespace oneshot {

/// A task as a picture for people: the framed query at the left, the support set as a grid at the right, a way a cell
/// with its drawings side by side; a thick frame marks the right way, a thick grey one another way that was answered.
/// In colour where a drawing is. Empty image where the dataset holds vectors.
Image taskSheet(const Dataset&, const Task&, int answered = -1);

/// {"query": {alphabet, character, drawer}, "ways": [{alphabet, character, drawers}, ...], "answer": index from 0};
/// of vectors the query has its "vector" besides, and every way its "vectors".
Json taskJson(const Dataset&, const Task&);

}  // namespace oneshot
