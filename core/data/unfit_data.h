#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/data/container_files.h"

namespace oneshot {

/// Throws Error(BadData) for a file whose first bytes show that it is no archive that can be read, naming what it is
/// and what to do. A zip or tar may still prove damaged. begin: the first 64 KiB.
void requireArchive(std::span<const std::uint8_t> begin, const std::string& name);

/// Throws Error(BadData) for a container that is no set of images: one without a single image, whatever else it holds,
/// an Office document with pictures in it, or Lake's runs, whose folders "test" and "training" are no characters.
void requireImageSet(const ContainerContent&, const std::vector<std::string>& images, const std::string& container);

}  // namespace oneshot
