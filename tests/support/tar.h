#pragma once

#include "tests/support/files.h"

namespace oneshot::test {

/// Writes the files as a tar, packed by "gzip", "xz", ... or by nothing ("none"); as links where linkTarget is given.
void writeTar(const std::filesystem::path& path, const std::vector<ContainedFile>& files,
              const std::string& filter = "none", const std::string& linkTarget = {});

/// The bytes alone, packed by "xz", "bzip2", ...
Bytes packedBy(const std::string& filter, const Bytes&);

}  // namespace oneshot::test
