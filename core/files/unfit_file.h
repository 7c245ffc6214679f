#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/file_kind.h"

namespace oneshot {

/// What to do with a file of this kind that was given as data.
std::string remedyAsData(FileKind);

/// Throws Error(BadData) for a file whose first bytes show that it is no archive that can be read, naming what it is
/// and what to do. A zip or tar may still prove damaged. begin: the first 64 KiB; unpacked: those of what a gzip,
/// bzip2, xz or zstd file unpacks to, empty where it cannot be unpacked or is none.
void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name);

/// Likewise for a file that was given as a table by its ending, and whose bytes are none of text.
void requireTable(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
