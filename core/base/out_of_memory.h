#pragma once

#include <exception>

namespace oneshot {

/// True if memory was refused: std::bad_alloc, or an exception of LibTorch, which tells it in its words alone. A file
/// is not damaged because there was no room for it.
bool isOutOfMemory(const std::exception&);

}  // namespace oneshot
