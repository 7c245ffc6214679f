#include "ui/session/series_export.h"

#include "core/data/save_file.h"
#include "core/runs/series_csv.h"

namespace oneshot::session {

SeriesExport::SeriesExport(QObject* parent) : QObject(parent) {
    connect(&worker_, &Worker::failed, this, &SeriesExport::failed);
}

void SeriesExport::save(const std::vector<std::pair<std::filesystem::path, std::string>>& runs, const QString& path) {
    worker_.run(
        [runs, path](const Worker::Control& control) {
            std::vector<RunSeries> series;
            for (const auto& [run, name] : runs) {
                control.throwIfCancelled();
                if (const auto file = run / "metrics.csv"; std::filesystem::exists(file) || runs.size() == 1)
                    series.push_back({name, readMetrics(file)});  // one that was not begun has none
            }
            saveFile(path.toStdString(), wideCsv(series));
            return path;
        },
        [this](const QString& written) { Q_EMIT saved(written); });
}

}  // namespace oneshot::session
