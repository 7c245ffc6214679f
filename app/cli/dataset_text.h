#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"

namespace oneshot::cli {

std::string charactersText(const Dataset&);  ///< "964 characters of 30 alphabets"

/// Shows the warnings of describe() on standard error, and returns them for --json.
Json showWarnings(const Dataset&);
/// Shows warnings about the data of this name.
Json showWarnings(const std::string& name, const std::vector<DatasetWarning>&);

/// Describes a dataset for people. other: what it was compared with; may be empty.
std::string infoText(const Dataset&, const DatasetInfo&, const Dataset& other);
Json infoJson(const Dataset&, const DatasetInfo&);

std::string statisticsText(const DrawingStatistics&);
Json statisticsJson(const DrawingStatistics&);

// Lines of the help.
std::string layoutsText();  ///< what can be read, and its limits
std::string keysText();     ///< the keys of SPEC

}  // namespace oneshot::cli
