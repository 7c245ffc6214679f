#pragma once

#include <string>
#include <vector>

#include "core/data/data_spec.h"
#include "core/data/dataset.h"

namespace oneshot {

/// What a source of drawings holds, before any drawing is read or made.
struct Catalogue {
    std::vector<Alphabet> alphabets;  ///< ids of drawings are indices into `drawers`
    std::vector<int> drawers;         ///< 0: unknown
};

/// True if most of these images are named and placed as in Omniglot: [top/]Alphabet/characterNN/NNNN_DD.png.
bool isOmniglotLayout(const std::vector<std::string>& paths);

/// Returns the catalogue of images in Omniglot's layout, where DD is the drawer; drawing i is paths[i]. Throws
/// Error(BadData) naming the first path of another form.
Catalogue omniglotCatalogue(const std::vector<std::string>& paths, const std::string& container);

/// Returns the catalogue of images by their folders: class/file, alphabet/class/file or top/alphabet/class/file, all at
/// the same depth. Without folders of alphabets there is one implicit alphabet, named after the container; a single
/// alphabet, or one named train, test or the like, is implicit too. Drawers are unknown. Throws Error(BadData) naming
/// the first path at another depth.
Catalogue imageFolderCatalogue(const std::vector<std::string>& paths, const std::string& container);

/// Returns what openDataset() reads, and its limits, for the help: one line each.
std::string dataLayoutsHelp();
/// Returns the same for the end of an error's remedy, in indented lines.
std::string dataLayoutsRemedy();

/// The part that the keys of `spec` select. Throws Error(InvalidSetting) for an unknown name or drawer, listing the
/// known ones, or if nothing is left.
Catalogue selected(const Catalogue&, const DataSpec& spec);

/// One implicit alphabet of this name with a character for each label, sorted by name, or numerically if all are whole
/// numbers. Drawing i has labels[i].
Catalogue catalogueOfLabels(const std::vector<std::string>& labels, const std::string& alphabet);

}  // namespace oneshot
