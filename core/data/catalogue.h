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

/// The part that the keys of `spec` select. Throws Error(InvalidSetting) for an unknown name or drawer, listing the
/// known ones, or if nothing is left.
Catalogue selected(const Catalogue&, const DataSpec& spec);

}  // namespace oneshot
