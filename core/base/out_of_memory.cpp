#include "core/base/out_of_memory.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "core/base/error.h"

namespace oneshot {

bool isOutOfMemory(const std::exception& error) {
    if (dynamic_cast<const Error*>(&error)) return false;
    const std::string_view words = error.what();
    return dynamic_cast<const std::bad_alloc*>(&error) ||
           std::ranges::any_of(std::array{"allocate memory", "out of memory", "ALLOC_FAILED"},
                               [&](const char* part) { return words.find(part) != words.npos; });
}

}  // namespace oneshot
