#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"

namespace oneshot::cli {

/// A warning with its examples, one line.
std::string warningText(const DatasetWarning&);
/// Shows the warnings of describe() on standard error, and returns them for --json.
Json showWarnings(const Dataset&);
/// Likewise for warnings about the data of this name.
Json showWarnings(const std::string& name, const std::vector<DatasetWarning>&);

/// Describes a dataset for people. other: the dataset that it was compared with.
std::string infoText(const Dataset&, const DatasetInfo&, const Dataset& other);
Json infoJson(const Dataset&, const DatasetInfo&);

std::string statisticsText(const DrawingStatistics&);
Json statisticsJson(const DrawingStatistics&);

std::string layoutsText();  ///< what can be read and its limits, lines of the help
std::string keysText();     ///< the keys of SPEC, likewise

}  // namespace oneshot::cli
