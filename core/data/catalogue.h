#pragma once

#include <string>
#include <vector>

#include "core/data/data_spec.h"
#include "core/data/dataset.h"

namespace oneshot {

/// What a source of drawings holds, before any of them is read or made.
struct Catalogue {
    std::vector<Alphabet> alphabets;  ///< the ids of drawings index `drawers`
    std::vector<int> drawers;         ///< 0: unknown
};

/// The part that the keys of `spec` select. Throws Error(InvalidSetting) for a name or drawer that is not there,
/// listing what is, and where nothing is left.
Catalogue selected(const Catalogue&, const DataSpec& spec);

}  // namespace oneshot
