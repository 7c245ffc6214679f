#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/run_report.h"

namespace oneshot {

/// What a report can be written as. HTML and PDF are painted with Qt: see ui/report/painted_report.h.
enum class ReportFormat { Html, Pdf, Markdown, JsonText, Csv, TensorBoard };

struct ReportFormatInfo {
    ReportFormat format;
    std::string_view name;    ///< of the command line: "html", "md"
    std::string_view suffix;  ///< of its files, without the dot; empty: it is a folder
    bool painted;             ///< needs Qt
    bool measures;            ///< tells more than the run recorded: data are opened for it
};

const std::vector<ReportFormatInfo>& reportFormats();
const ReportFormatInfo& infoOf(ReportFormat);

/// The report as JSON, by resources/report.schema.json. What was not measured is {"not_measured": why}.
Json reportJson(const RunReport&);

/// The series side by side: one row a step, with the time and images at its end, then one column a series; empty where
/// a series has no point at that step.
std::string reportCsv(const RunReport&);

/// Writes a report of a format that is not painted: a file, whole or not at all, or a folder of event files. Throws
/// Error(Failed); Error(InvalidSetting) where the folder holds something that may not be overwritten; Error(BadData)
/// where the format holds curves alone, and these cannot be read.
void writeReport(const RunReport&, ReportFormat, const std::filesystem::path&, bool overwrite = false);

}  // namespace oneshot
