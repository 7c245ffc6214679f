#pragma once

#include "core/data/json.h"
#include "core/tasks/task.h"

namespace oneshot {

/// A task as a picture for people: the framed query at the left, the support set as a grid at the right, a way a cell
/// with its drawings side by side; a thick frame marks the right way.
Image taskSheet(const Dataset&, const Task&);

/// {"query": {alphabet, character, drawer}, "ways": [{alphabet, character, drawers}, ...], "answer": index from 0}
Json taskJson(const Dataset&, const Task&);

}  // namespace oneshot
