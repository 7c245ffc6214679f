#pragma once

#include <string>
#include <vector>

#include "core/files/container_files.h"

namespace oneshot {

/// Throws Error(BadData) for a container that is no set of images: one without a single image, whatever else it holds,
/// an Office document with pictures in it, or Lake's runs, whose folders "test" and "training" are no characters.
void requireImageSet(const ContainerContent&, const std::vector<std::string>& images, const std::string& container);

}  // namespace oneshot
