#pragma once

#include "core/files/container_entries.h"

namespace oneshot {

/// A zip, or a tar plain or packed by gzip, bzip2, xz or zstd; name: what errors call it.
std::unique_ptr<EntryReader> archiveReader(const std::filesystem::path&);
std::unique_ptr<EntryReader> archiveReader(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
