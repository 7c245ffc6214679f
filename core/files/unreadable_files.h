#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

/// One error of all that cannot be read of `fileCount` files of a container: the first ten, and what to do, besides
/// what each says alone: links=follow where a link offers it, skip-damaged=yes where files can be left out.
Error unreadableFiles(const std::vector<Error>& problems, std::int64_t fileCount, const std::string& container,
                      bool canBeLeftOut);

/// The path within the container of what an error names; as it is where it lies elsewhere.
std::string pathWithin(const std::string& container, const std::string& where);

}  // namespace oneshot
