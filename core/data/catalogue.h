#pragma once

#include <string>
#include <vector>

#include "core/data/data_spec.h"
#include "core/data/dataset.h"

namespace oneshot {

/// What a source of drawings holds, before any of them is read or made.
struct Catalogue {
    std::vector<Alphabet> alphabets;  ///< the ids of drawings index `drawers`
    std::vector<int> drawers;

    std::vector<DrawingId> drawings() const;  ///< those of the alphabets, in order
};

/// The part that the keys of `spec` select. Throws Error(InvalidSetting) for a name or drawer that is not there,
/// listing what is, and where nothing is left.
Catalogue selected(const Catalogue&, const DataSpec& spec);

/// The names of the images in Omniglot's layout, [top/]Alphabet/characterNN/NNNN_DD.png, DD being the drawer; drawing i
/// is paths[i]. Throws Error(BadData) naming the first path of another shape.
Catalogue omniglotCatalogue(const std::vector<std::string>& paths, const std::string& container);

}  // namespace oneshot
