#include "core/report/report_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/base/text.h"
#include "core/runs/debiased_average.h"

namespace oneshot {
namespace {

struct Points {
    std::vector<double> steps, values;
};

std::map<std::string, Points> pointsByName(const std::vector<MetricRow>& metrics) {
    std::map<std::string, Points> points;
    for (const MetricRow& row : metrics) {
        Points& of = points[row.name];
        of.steps.push_back(static_cast<double>(row.step));
        of.values.push_back(row.value);
    }
    return points;
}

ReportChart lossChart(const Points& loss) {
    ReportChart chart{"Loss", "training step", "loss", {}, {}, false, false};
    DebiasedAverage average;
    std::vector<double> smoothed;
    for (const double value : loss.values) smoothed.push_back(average.add(value));
    chart.series = {{"each step", loss.steps, loss.values, {}, {}, true, false},
                    {"moving average", loss.steps, smoothed, {}, {}, false, false}};
    return chart;
}

/// Of the presentations that Santoro et al. 2016 tell of in their table 1; no series where it is no memory.
ReportChart presentationChart(const std::map<std::string, Points>& points) {
    ReportChart chart{"Accuracy by presentation", "training step", "right, %", {}, {}, true, false};
    constexpr std::array<std::pair<int, const char*>, 5> told{
        {{1, "1st"}, {2, "2nd"}, {3, "3rd"}, {5, "5th"}, {10, "10th"}}};
    for (const auto& [presentation, name] : told)
        if (const auto found = points.find(presentationMetric(presentation)); found != points.end())
            chart.series.push_back({name, found->second.steps, found->second.values, {}, {}, false, true});
    return chart;
}

}  // namespace

std::vector<ReportChart> trainingCharts(const RunReport& report) {
    std::vector<ReportChart> charts;
    if (!report.metrics) return charts;
    auto points = pointsByName(*report.metrics);
    if (const auto loss = points.find("loss"); loss != points.end()) charts.push_back(lossChart(loss->second));
    if (const auto accuracy = points.find("accuracy_percent"); accuracy != points.end()) {
        ReportChart chart{"One-shot accuracy", "training step", "right, %", {}, {}, true, true};
        const std::size_t count = accuracy->second.values.size();
        std::vector<double> low = points[lowBoundMetric(accuracy->first)].values,
                            high = points[highBoundMetric(accuracy->first)].values;
        if (low.size() != count || high.size() != count) low.clear(), high.clear();
        chart.series = {{"accuracy", accuracy->second.steps, accuracy->second.values, low, high, false, true}};
        if (const auto seen = points.find("seen_accuracy_percent"); seen != points.end())
            chart.series.push_back(
                {"of characters learnt from", seen->second.steps, seen->second.values, {}, {}, false, true});
        if (const auto& protocol = report.run.protocol) {
            chart.references.emplace_back(fmt::format("chance {:.1f}", protocol->chancePercent()),
                                          protocol->chancePercent());
            if (protocol->nearestNeighbour.total > 0)
                chart.references.emplace_back(fmt::format("pixels-l2 {:.1f}", protocol->nearestNeighbour.percent()),
                                              protocol->nearestNeighbour.percent());
        }
        charts.push_back(std::move(chart));
    }
    if (ReportChart chart = presentationChart(points); !chart.series.empty()) charts.push_back(std::move(chart));
    if (const auto rate = points.find("learning_rate"); rate != points.end()) {
        ReportChart chart{"Learning rate", "training step", "learning rate", {}, {}, false, false};
        chart.series = {{"learning rate", rate->second.steps, rate->second.values, {}, {}, false, false}};
        charts.push_back(std::move(chart));
    }
    return charts;
}

ReportChart rocChart(const std::vector<RecordedFigure>& figures) {
    ReportChart chart{
        "Same or different", "different pairs taken for the same, %", "same pairs recognised, %", {}, {}, true, false};
    for (const RecordedFigure& figure : figures) {
        if (!figure.roc) continue;
        ReportChart::Series series{
            figure.on + ", " + figure.question + ", step " + std::to_string(figure.step), {}, {}, {}, {}, false, false};
        for (const RocPoint& point : figure.roc->curve) {
            series.x.push_back(100 * point.falsePositives);
            series.y.push_back(100 * point.truePositives);
        }
        chart.series.push_back(std::move(series));
    }
    if (!chart.series.empty()) chart.series.push_back({"chance", {0, 100}, {0, 100}, {}, {}, false, false});
    return chart;
}

}  // namespace oneshot
