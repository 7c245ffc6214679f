#include "app/cli/report_painter.h"

#ifdef ONESHOT_WITH_UI
#include <QApplication>
#include <optional>

#include "app/cli/console.h"
#include "ui/report/comparison_chart.h"
#include "ui/report/english_numbers.h"
#include "ui/report/painted_report.h"
#endif

namespace oneshot::cli {

#ifdef ONESHOT_WITH_UI
namespace {

/// Where there is no XDG_RUNTIME_DIR, as on a server, or a poor one, Qt says so while it looks there for a display.
void forwardQtMessage(QtMsgType, const QMessageLogContext&, const QString& message) {
    if (!message.startsWith(QStringLiteral("QStandardPaths: "))) Console::message("Qt: " + message.toStdString());
}

class OffscreenApplication {
  public:
    OffscreenApplication() {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application_.emplace(argc_, argv_);
        report::useEnglishNumbers();
    }
    ~OffscreenApplication() {
        application_.reset();
        qInstallMessageHandler(handlerBefore_);
    }
    OffscreenApplication(const OffscreenApplication&) = delete;
    OffscreenApplication& operator=(const OffscreenApplication&) = delete;

  private:
    int argc_ = 1;
    char name_[8] = "oneshot";
    char* argv_[2] = {name_, nullptr};
    QtMessageHandler handlerBefore_ = qInstallMessageHandler(forwardQtMessage);
    std::optional<QApplication> application_;
};

}  // namespace

std::string qtVersion() {
    return qVersion();
}

std::shared_ptr<void> offscreenApplication() {
    return std::make_shared<OffscreenApplication>();
}

std::string paintedReport(const RunReport& report, ReportFormat format) {
    const auto application = offscreenApplication();
    return report::paintReport(report, format);
}

void paintComparison(const LearnerComparison& comparison, const FolderSaver& folder) {
    const auto application = offscreenApplication();
    for (const char* name : {"comparison.svg", "comparison.png"})
        folder.write(name,
                     report::encodeChart(report::comparisonChart(comparison), QString::fromUtf8(name)).toStdString());
}

#else

std::string qtVersion() {
    return {};
}

std::string paintedReport(const RunReport&, ReportFormat) {
    return {};
}

void paintComparison(const LearnerComparison&, const FolderSaver&) {}

#endif

}  // namespace oneshot::cli
