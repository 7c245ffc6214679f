#pragma once

#include <string>
#include <vector>

#include "core/data/dataset_warning.h"
#include "core/files/container.h"

namespace oneshot {

// What a container holds besides the images of a dataset.

/// Warnings about files that an image dataset leaves out: their number per ending, classes without an image, system
/// files, and names in an old code page. Says nothing about licences, READMEs and the like, or the strokes of the
/// images. images: the paths that are taken.
std::vector<DatasetWarning> passedOverWarnings(const ContainerContent&, const std::vector<std::string>& images);

/// Throws Error(BadData) for a container that is not a set of images: one without any image, an Office document with
/// pictures, or Lake's runs, whose folders "test" and "training" are not characters.
void requireImageSet(const ContainerContent&, const std::vector<std::string>& images, const std::string& container);

}  // namespace oneshot
