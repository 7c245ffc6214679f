#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/data/data_spec.h"

namespace oneshot {

/// Dataset::spec of what the SPEC opens.
std::string absoluteSpec(const DataSpec&);

/// Reads or makes the data. Throws Error(BadData) naming the file, what is wrong and what to do; a name in the
/// selection that the data does not hold is an error that lists what it holds. progress(done, total), if given, is
/// called from this thread, with total 0 while the files are still being found; it may throw to cancel.
Dataset openDataset(const DataSpec&, const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
