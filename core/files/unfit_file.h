#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/files/file_kind.h"

namespace oneshot {

/// The remedy for a file of this kind that was given as data.
std::string remedyAsData(FileKind);

/// Throws Error(BadData) for a file whose first bytes show that it is not a readable archive, naming what it is and
/// what to do. A zip or tar may still prove damaged. begin: the first 64 KiB; unpacked: the first of the content of a
/// gzip, bzip2, xz or zstd file, empty if it cannot be unpacked or is another file.
void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name);

/// Likewise for a file that was given as a table by its ending, but does not hold text.
void requireTable(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
