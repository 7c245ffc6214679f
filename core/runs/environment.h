#pragma once

#include "core/base/json.h"

namespace oneshot {

/// Version and commit of the program, compiler, LibTorch, BLAS and CPU: what the same bits depend on. threads: asked
/// for; it tells how many are used.
Json environmentJson(int threads);

}  // namespace oneshot
