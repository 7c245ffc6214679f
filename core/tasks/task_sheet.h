#pragma once

#include "core/base/json.h"
#include "core/tasks/task.h"

namespace oneshot {

/// Draws a task for people: the framed query on the left, the support set as a grid on the right with the drawings of a
/// way side by side in a cell. A thick frame marks the correct way, a thick grey one a wrong answer. In colour if a
/// drawing is. Returns an empty image for vectors.
Image taskSheet(const Dataset&, const Task&, int answered = -1);

/// {"query": {alphabet, character, drawer}, "ways": [{alphabet, character, drawers}, ...], "answer": index from 0};
/// for vectors, the query also has its "vector" and every way its "vectors".
Json taskJson(const Dataset&, const Task&);

}  // namespace oneshot
