#pragma once

#include <string>
#include <vector>

#include "core/files/container.h"

namespace oneshot::test {

/// Small inputs of a parser of tests/fuzz/parsers.h, sound ones and such as are nearly so: where a search for hostile
/// ones begins. Throws std::invalid_argument for another parser.
std::vector<ContainedFile> seedsOf(const std::string& parser);

}  // namespace oneshot::test
