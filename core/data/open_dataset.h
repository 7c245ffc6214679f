#pragma once

#include <string>

#include "core/base/stop.h"
#include "core/data/data_spec.h"

namespace oneshot {

/// The Dataset::spec of the data that the SPEC opens.
std::string absoluteSpec(const DataSpec&);

/// Reads or makes the data. Throws Error(BadData) naming the file, what is wrong and what to do; a name in the
/// selection that the data does not hold is an error that lists what it holds. The total of the progress is 0 while the
/// files are still being found.
Dataset openDataset(const DataSpec&, const ProgressFunction& progress = {}, const std::stop_token& stop = {});

}  // namespace oneshot
