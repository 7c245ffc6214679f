#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace oneshot::test {

/// A file of a zip as it is stored, byte by byte.
struct RawZipEntry {
    std::string name;  ///< in any character set
    Bytes bytes = {};
    bool isMarkedUtf8 = false;
    std::int64_t claimedSize = -1;  ///< what the headers say; -1: the truth
};

/// A zip of files that are not packed, with whatever names and sizes.
Bytes rawZip(const std::vector<RawZipEntry>&);

}  // namespace oneshot::test
