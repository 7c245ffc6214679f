#include "app/cli/report_painter.h"

#include "core/data/error.h"

#ifdef ONESHOT_WITH_UI
#include <QApplication>

#include "ui/report/painted_report.h"
#endif

namespace oneshot::cli {

#ifdef ONESHOT_WITH_UI

void requireReportPainter(const ReportFormatInfo&) {}

std::string reportPainterVersion() {
    return qVersion();
}

std::string paintedReport(const RunReport& report, ReportFormat format) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "oneshot";
    char* argv[] = {name, nullptr};
    const QApplication application(argc, argv);
    return report::paintReport(report, format);
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

#endif

}  // namespace oneshot::cli
