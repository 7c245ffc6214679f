#include "ui/session/runs/report_export.h"

#include <utility>

#include "core/base/save_file.h"
#include "core/runs/run_names.h"

namespace oneshot::session {

ReportExport::ReportExport(DrawCharts drawCharts) : drawCharts_(std::move(drawCharts)) {
    for (Worker* worker : {&measurer_, &writer_}) {
        connect(worker, &Worker::progressed, this, &ReportExport::progressed);
        connect(worker, &Worker::failed, this, &ReportExport::failed);
        connect(worker, &Worker::cancelRequested, this, &ReportExport::cancel);
    }
}

void ReportExport::exportReport(const QString& runDirectory, ReportFormat format, const QString& path,
                                const std::optional<PeopleComparison>& people) {
    cancel();
    const ReportFormatInfo& info = infoOf(format);
    job_ = {tr("Report of %1").arg(QString::fromStdString(runTitle(runDirectory.toStdString())))};
    (info.measures ? measurer_ : writer_)
        .run(
            job_,
            [runDirectory, &info, people](const Worker::Control& control) -> ReportPtr {
                auto made = std::make_shared<Report>();
                made->report = makeRunReport(
                    runDirectory.toStdString(), {{}, info.measures, qVersion(), people},
                    [&](const std::string&, std::int64_t done, std::int64_t total) { control.progress(done, total); },
                    control.stop);
                if (info.painted) made->pages = std::make_shared<const ReportPages>(reportPages(made->report));
                return made;
            },
            [this, format, path](const ReportPtr& made) { write(made, format, path); });
}

void ReportExport::write(const ReportPtr& made, ReportFormat format, const QString& path) {
    std::function<void()> save = [made, format, path] { writeReport(made->report, format, path.toStdString(), true); };
    if (made->pages)
        save = [layOut = drawCharts_(made->pages, format), path] { saveFile(path.toStdString(), layOut()); };
    writer_.run(
        job_,
        [save, path](const Worker::Control&) {
            save();
            return path;
        },
        [this](const QString& written) { Q_EMIT finished(written); });
}

void ReportExport::cancel() {
    if (!busy()) return;
    measurer_.cancel();
    writer_.cancel();
    Q_EMIT cancelled();
}

}  // namespace oneshot::session
