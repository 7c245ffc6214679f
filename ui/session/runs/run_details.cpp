#include "ui/session/runs/run_details.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/runs/metric_log.h"
#include "core/runs/run_summary.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

std::string stampOf(const fs::path& run) {
    return runStamp(run) + fileStamp(run / "metrics.csv");
}

/// The rows by name, bounds with the figure that they are of.
std::map<QString, MetricCurve> curvesOf(const std::vector<MetricRow>& rows) {
    std::map<std::string, MetricCurve> curves;
    for (const MetricRow& row : rows) {
        MetricCurve& curve = curves[row.name];
        curve.steps.append(static_cast<double>(row.step));
        curve.seconds.append(row.seconds);
        curve.images.append(static_cast<double>(row.images));
        curve.values.append(row.value);
    }
    for (auto& [name, curve] : curves) {
        const auto low = curves.extract(lowBoundMetric(name)), high = curves.extract(highBoundMetric(name));
        const auto count = curve.values.size();
        if (low && high && low.mapped().values.size() == count && high.mapped().values.size() == count) {
            curve.low = low.mapped().values;
            curve.high = high.mapped().values;
        }
    }
    std::map<QString, MetricCurve> named;
    for (auto& [name, curve] : curves) named.emplace(QString::fromStdString(name), std::move(curve));
    return named;
}

}  // namespace

RunDetails readRunDetails(const fs::path& directory) {
    RunDetails details;
    details.directory = directory;
    details.stamp = stampOf(directory);
    QStringList problems;
    try {
        details.record = readRunRecord(directory);
    } catch (const Error& error) {
        problems += QString::fromUtf8(error.what());
    }
    const LogEnd end = details.record ? logEndOf(*details.record) : LogEnd();
    std::error_code none;
    if (end.step > 0 || fs::exists(directory / "metrics.csv", none)) try {
            std::string damage;
            details.curves = curvesOf(readMetrics(directory / "metrics.csv", &damage, end));
            if (!damage.empty())
                problems += RunDetailsReader::tr("metrics.csv is damaged: %1. The curves lack what stood there.")
                                .arg(QString::fromStdString(damage));
        } catch (const Error& error) {
            problems += QString::fromUtf8(error.what());
        }
    details.problem = problems.join(u'\n');
    return details;
}

void RunDetailsReader::read(const std::vector<fs::path>& runs) {
    if (worker_.busy() && runs == asked_) return;  // a list that is renewed would never let a long reading end
    asked_ = runs;
    worker_.run(
        [runs, kept = details_](const Worker::Control& control) {
            std::vector<RunDetailsPtr> details;
            for (const fs::path& run : runs) {
                throwIfStopped(control.stop);
                const auto known = std::ranges::find(kept, run, [](const RunDetailsPtr& d) { return d->directory; });
                details.push_back(known != kept.end() && (*known)->stamp == stampOf(run)
                                      ? *known
                                      : std::make_shared<const RunDetails>(readRunDetails(run)));
            }
            return details;
        },
        [this](const std::vector<RunDetailsPtr>& details) {
            details_ = details;
            Q_EMIT ready();
        });
}

}  // namespace oneshot::session
