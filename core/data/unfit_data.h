#pragma once

#include <string>
#include <vector>

#include "core/files/container.h"

namespace oneshot {

/// Throws Error(BadData) for a container that is not a set of images: one without any image, an Office document with
/// pictures, or Lake's runs, whose folders "test" and "training" are not characters.
void requireImageSet(const ContainerContent&, const std::vector<std::string>& images, const std::string& container);

}  // namespace oneshot
