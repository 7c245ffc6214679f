#pragma once

#include "core/data/dataset.h"

namespace oneshot::session {

/// Whether every alphabet is one of Omniglot's 50 (Lake, Salakhutdinov, Tenenbaum 2015), by name.
bool isOmniglot(const Dataset&);

}  // namespace oneshot::session
