#pragma once

#include <exception>

namespace oneshot {

/// True if memory ran out: std::bad_alloc, or an exception of LibTorch, which only its text tells apart. Readers ask it
/// so that they do not call a file damaged that did not fit into memory.
bool isOutOfMemory(const std::exception&);

}  // namespace oneshot
