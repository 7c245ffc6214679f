#pragma once

#include "core/data/json.h"

namespace oneshot {

/// Version of the program, compiler, LibTorch, BLAS and CPU: what the same bits depend on.
Json environmentJson(int threads);

const char* programVersion();

}  // namespace oneshot
