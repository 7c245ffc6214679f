#pragma once

#include <string>
#include <vector>

#include "core/data/dataset_warning.h"
#include "core/files/container_files.h"

namespace oneshot {

/// What a person should know of files that an image dataset leaves out: how many of each ending, classes that are none
/// because nothing in their folders is an image, system files, names in an old code page. Licences, READMEs and the
/// like, and the strokes of the images, are no news. images: the paths of those that are taken.
std::vector<DatasetWarning> passedOverWarnings(const ContainerContent&, const std::vector<std::string>& images);

}  // namespace oneshot
