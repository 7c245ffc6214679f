#pragma once

#include <string>
#include <vector>

#include "core/data/catalogue.h"

namespace oneshot {

/// Whether most of these images are named and placed as Omniglot's: [top/]Alphabet/characterNN/NNNN_DD.png.
bool isOmniglotLayout(const std::vector<std::string>& paths);

/// The names of the images in Omniglot's layout, DD being the drawer; drawing i is paths[i]. Throws Error(BadData)
/// naming the first path of another shape.
Catalogue omniglotCatalogue(const std::vector<std::string>& paths, const std::string& container);

/// The names of images by the folders that they lie in: class/file, alphabet/class/file or top/alphabet/class/file, all
/// as deep. Without folders of alphabets the one alphabet is named after the container and implicit, as one that is
/// alone or named train, test or the like is; drawers are unknown. Throws Error(BadData) naming the first path of
/// another depth.
Catalogue imageFolderCatalogue(const std::vector<std::string>& paths, const std::string& container);

/// What openDataset understands, and its limits, as text for the help: a line each.
std::string dataLayoutsHelp();
/// The same as the end of an error's remedy, its lines indented.
std::string dataLayoutsRemedy();

}  // namespace oneshot
