#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"

namespace oneshot::cli {

/// A warning with its examples, one line.
std::string warningText(const DatasetWarning&);
/// Tells on standard error what describe() warns of, and returns it for --json.
Json tellWarnings(const Dataset&);
/// The same of warnings of the data called so.
Json tellWarnings(const std::string& name, const std::vector<DatasetWarning>&);

/// What is known of a dataset, for people. other: what it was compared with.
std::string infoText(const Dataset&, const DatasetInfo&, const Dataset& other);
Json infoJson(const Dataset&, const DatasetInfo&);

std::string statisticsText(const DrawingStatistics&);
Json statisticsJson(const DrawingStatistics&);

std::string layoutsText();  ///< what can be read and its limits, lines of the help
std::string keysText();     ///< the keys of SPEC, likewise

}  // namespace oneshot::cli
