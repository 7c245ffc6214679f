#include "ui/session/runs/report_export.h"

#include <memory>
#include <utility>

#include "core/base/save_file.h"

namespace oneshot::session {

ReportExport::ReportExport(Paint paint, QObject* parent) : QObject(parent), paint_(std::move(paint)) {
    connect(&worker_, &Worker::progressed, this, &ReportExport::progressed);
    connect(&worker_, &Worker::failed, this, &ReportExport::failed);
}

void ReportExport::exportReport(const QString& runDirectory, ReportFormat format, const QString& path,
                                const std::optional<PeopleComparison>& people) {
    worker_.run(
        [runDirectory, format, path, people](const Worker::Control& control) {
            const ReportFormatInfo& info = infoOf(format);
            auto report = std::make_shared<const RunReport>(makeRunReport(
                runDirectory.toStdString(), {{}, info.measures, qVersion(), people},
                [&](const std::string&, std::int64_t done, std::int64_t total) { control.progress(done, total); }));
            if (!info.painted) writeReport(*report, format, path.toStdString(), true);
            return report;
        },
        [this, format, path](const std::shared_ptr<const RunReport>& report) {
            if (infoOf(format).painted)
                paint(report, format, path);
            else
                Q_EMIT finished(path);
        });
}

void ReportExport::paint(const std::shared_ptr<const RunReport>& report, ReportFormat format, const QString& path) {
    worker_.run(
        [bytes = paint_(*report, format), path](const Worker::Control&) {
            saveFile(path.toStdString(), bytes);
            return path;
        },
        [this](const QString& written) { Q_EMIT finished(written); });
}

void ReportExport::cancel() {
    worker_.cancel();
}

}  // namespace oneshot::session
