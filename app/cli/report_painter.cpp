#include "app/cli/report_painter.h"

#include "core/base/error.h"

#ifdef ONESHOT_WITH_UI
#include "app/cli/offscreen_application.h"
#include "ui/report/comparison_chart.h"
#include "ui/report/painted_report.h"
#endif

namespace oneshot::cli {

#ifdef ONESHOT_WITH_UI
void requireReportPainter(const ReportFormatInfo&) {}

std::string reportPainterVersion() {
    return qVersion();
}

std::string paintedReport(const RunReport& report, ReportFormat format) {
    const OffscreenApplication application;
    return report::paintReport(report, format);
}

void paintComparison(const Comparison& comparison, const FolderSaver& folder) {
    const OffscreenApplication application;
    for (const char* name : {"comparison.svg", "comparison.png"}) {
        const QByteArray bytes = report::encodeChart(report::comparisonChart(comparison), QString::fromUtf8(name));
        folder.write(name, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    }
}

#else

void requireReportPainter(const ReportFormatInfo& format) {
    throw Error(ErrorCode::InvalidSetting, "--format",
                std::string(format.name) + " needs the Qt build, and this one is without Qt",
                "Choose md, json, csv or tensorboard, or build with ONESHOT_BUILD_UI=ON.");
}

std::string reportPainterVersion() {
    return {};
}

std::string paintedReport(const RunReport&, ReportFormat) {
    return {};
}

void paintComparison(const Comparison&, const FolderSaver&) {}

#endif

}  // namespace oneshot::cli
