#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

/// Joins the problems with `fileCount` files of a container in one error: names the first ten and what to do, with
/// links=follow if a link offers it and skip-damaged=yes if files can be left out.
Error unreadableFiles(const std::vector<Error>& problems, std::int64_t fileCount, const std::string& container,
                      bool canBeLeftOut);

/// The path within the container of what an error names; unchanged if it lies elsewhere.
std::string pathWithin(const std::string& container, const std::string& where);

}  // namespace oneshot
