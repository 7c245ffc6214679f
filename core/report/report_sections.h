#pragma once

#include "core/report/report_pages.h"

namespace oneshot {

// Sections of what was measured for the report, and the words that all sections share.

ReportSection alphabetsSection(const RunReport&);
ReportSection againstWaysSection(const RunReport&);
ReportSection hardestSection(const RunReport&);
ReportSection confusionsSection(const RunReport&);
ReportSection peopleSection(const RunReport&);

std::string percentText(double percent);    ///< "57.4 %"
std::string intervalText(const Interval&);  ///< "52.0 – 62.7"
std::string notMeasured(const std::string& why);

}  // namespace oneshot
