#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/container_files.h"

namespace oneshot {

/// Throws Error(BadData) for a file whose first bytes show that it is no archive that can be read, naming what it is
/// and what to do. A zip or tar may still prove damaged. begin: the first 64 KiB; unpacked: those of what a gzip,
/// bzip2, xz or zstd file unpacks to, empty where it cannot be unpacked or is none.
void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name);

/// Likewise for a file that was given as a table by its ending, and whose bytes are none of text.
void requireTable(std::span<const std::uint8_t> bytes, const std::string& name);

/// Throws Error(BadData) for a container that is no set of images: one without a single image, whatever else it holds,
/// an Office document with pictures in it, or Lake's runs, whose folders "test" and "training" are no characters.
void requireImageSet(const ContainerContent&, const std::vector<std::string>& images, const std::string& container);

}  // namespace oneshot
