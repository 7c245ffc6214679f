#pragma once

#include <functional>
#include <vector>

#include "core/data/dataset.h"

namespace oneshot::test {

/// Copies of all drawings, by their ids.
std::vector<Drawing> drawingsOf(const Dataset&);

/// Gives the dataset drawings of its own: copies as `change` leaves them.
void changeDrawings(Dataset&, const std::function<void(std::vector<Drawing>&)>& change);

}  // namespace oneshot::test
