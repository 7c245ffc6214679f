#include "ui/session/runs/series_export.h"

#include <QStringList>

#include "core/base/error.h"
#include "core/base/save_file.h"
#include "core/files/csv_rows.h"
#include "core/report/series_csv.h"
#include "core/runs/run_record.h"

namespace oneshot::session {
namespace {

/// Knows nothing of a damaged run.json.
LogEnd logEndIn(const std::filesystem::path& run) try { return logEndOf(readRunRecord(run)); } catch (const Error&) {
    return {};
}

}  // namespace

SeriesExport::SeriesExport() {
    connect(&worker_, &Worker::failed, this, &SeriesExport::failed);
}

void SeriesExport::save(const std::vector<std::pair<std::filesystem::path, std::string>>& runs, const QString& path,
                        bool forExcel) {
    worker_.run(
        Job::saving(path),
        [runs, path, forExcel](const Worker::Control& control) {
            std::vector<RunSeries> series;
            QStringList lacking;
            for (const auto& [run, name] : runs) {
                throwIfStopped(control.stop);
                const auto file = run / "metrics.csv";
                const LogEnd end = logEndIn(run);
                if (runs.size() > 1 && end.step == 0 && !std::filesystem::exists(file)) continue;  // it was not begun
                std::string damage;
                try {
                    series.push_back({name, readMetrics(file, &damage, end)});
                } catch (const Error& error) {
                    if (runs.size() == 1) throw;  // the table would be empty
                    damage = error.problem();
                }
                if (!damage.empty()) lacking += QString::fromStdString(name + ": " + damage);
            }
            saveFile(path.toStdString(), csvFile(wideCsv(series), forExcel));
            return lacking;
        },
        [this, path](const QStringList& lacking) { Q_EMIT saved(path, lacking.join(QStringLiteral("; "))); });
}

}  // namespace oneshot::session
