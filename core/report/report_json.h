#pragma once

#include "core/base/json.h"
#include "core/report/run_report.h"

namespace oneshot {

/// The report as JSON, by resources/report.schema.json. What was not measured is {"not_measured": why}.
Json reportJson(const RunReport&);

}  // namespace oneshot
