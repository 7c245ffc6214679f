#pragma once

#include "core/files/container_entries.h"

namespace oneshot {

/// Reads a zip, or a tar that is plain or packed by gzip, bzip2, xz or zstd. Errors call it `name`.
std::unique_ptr<EntryReader> archiveReader(const std::filesystem::path&);
std::unique_ptr<EntryReader> archiveReader(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
