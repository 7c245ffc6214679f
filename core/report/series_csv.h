#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/runs/metric_log.h"

namespace oneshot {

/// All figures of one run, as metrics.csv holds them.
struct RunSeries {
    std::string name;  ///< what a person calls the run; empty: columns are not called by it
    std::vector<MetricRow> rows;
};

/// One wide table of several runs, UTF-8 with a header: a row for each step that any of them has, and for each run the
/// columns "NAME: seconds", "NAME: images" and one for each of its figures; a field without a value is empty. Runs of
/// the same name get a number.
std::string wideCsv(std::span<const RunSeries>);

}  // namespace oneshot
