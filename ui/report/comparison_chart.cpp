#include "ui/report/comparison_chart.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

namespace oneshot::report {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::report::WaysChart", text);
}

/// Returns the accuracies of a learner in order of ways, by shots.
std::map<int, std::map<int, ComparedAccuracy>> byShots(const LearnerComparison& comparison, std::size_t learner) {
    std::map<int, std::map<int, ComparedAccuracy>> curves;
    for (std::size_t s = 0; s < comparison.accuracies[learner].size(); ++s) {
        const ComparedTasks& setting = comparison.material->settings[s];
        curves[setting.shots][setting.ways] = comparison.accuracies[learner][s];
    }
    return curves;
}

}  // namespace

CurveChart waysAxes() {
    CurveChart chart;
    chart.title = tr("Accuracy against the number of ways");
    chart.xLabel = tr("ways (N)");
    chart.yLabel = tr("percent");
    chart.yRange = {0, 102};  // so that marks at 100 are whole
    return chart;
}

Series chanceSeries(int maxWays, int style) {
    Series series;
    series.name = tr("chance, 100 / N");
    series.style = style;
    for (int ways = 2; ways <= maxWays; ++ways) series.append(ways, 100.0 / ways);
    return series;
}

CurveChart comparisonChart(const LearnerComparison& comparison) {
    CurveChart chart = waysAxes();
    if (!comparison.material || comparison.material->lake()) return chart;
    int maxWays = 0, style = 0;
    for (std::size_t i = 0; i < comparison.learners.size(); ++i) {
        const auto curves = byShots(comparison, i);
        for (const auto& [shots, points] : curves) {
            Series& series = chart.series.emplace_back();
            series.name = QString::fromStdString(comparison.learners[i].name);
            if (curves.size() > 1) series.name = tr("%1, %2-shot").arg(series.name, QString::number(shots));
            series.style = style++;
            series.markers = true;
            for (const auto& [ways, a] : points)
                series.append(ways, a.percent, a.confidence95.low, a.confidence95.high);
            maxWays = std::max(maxWays, points.rbegin()->first);
        }
    }
    if (maxWays > 0) chart.series.push_back(chanceSeries(maxWays, style));
    return chart;
}

}  // namespace oneshot::report
