#pragma once

#include <string>

#include "core/report/run_report.h"

namespace oneshot {

std::string reportMarkdown(const RunReport&);

}  // namespace oneshot
