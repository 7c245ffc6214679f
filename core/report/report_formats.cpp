#include "core/report/report_formats.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/report/report_json.h"
#include "core/report/report_markdown.h"
#include "core/report/series_csv.h"
#include "core/report/tensorboard.h"

namespace oneshot {
namespace fs = std::filesystem;

const std::vector<ReportFormatInfo>& reportFormats() {
    static const std::vector<ReportFormatInfo> formats{{ReportFormat::Html, "html", "html", true, true},
                                                       {ReportFormat::Pdf, "pdf", "pdf", true, true},
                                                       {ReportFormat::Markdown, "md", "md", false, true},
                                                       {ReportFormat::JsonText, "json", "json", false, true},
                                                       {ReportFormat::Csv, "csv", "csv", false, false},
                                                       {ReportFormat::TensorBoard, "tensorboard", "", false, false}};
    return formats;
}

const ReportFormatInfo& infoOf(ReportFormat format) {
    return *std::ranges::find(reportFormats(), format, &ReportFormatInfo::format);
}

std::string reportCsv(const RunReport& report) {
    const RunSeries series{{}, report.metrics ? *report.metrics : std::vector<MetricRow>()};
    return wideCsv({&series, 1});
}

void writeReport(const RunReport& report, ReportFormat format, const fs::path& path, bool overwrite) {
    if (!infoOf(format).measures && !report.metrics)
        throw Error(ErrorCode::BadData, report.name, report.metrics.why, "Nothing was written.");
    switch (format) {
        case ReportFormat::Markdown:
            return saveFile(path, reportMarkdown(report));
        case ReportFormat::JsonText:
            return saveFile(path, reportJson(report).dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
        case ReportFormat::Csv:
            return saveFile(path, reportCsv(report));
        case ReportFormat::TensorBoard: {
            FolderSaver saver(path, overwrite);
            saver.write(tensorBoardFileName(report), tensorBoardEvents(report));
            return saver.save();
        }
        case ReportFormat::Html:
        case ReportFormat::Pdf:
            break;
    }
    throw Error(ErrorCode::InvalidSetting, std::string(infoOf(format).name), "is written by the Qt build alone",
                "Use the programs that are built with the window, or another format.");
}

}  // namespace oneshot
