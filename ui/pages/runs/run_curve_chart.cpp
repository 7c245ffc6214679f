#include "ui/pages/runs/run_curve_chart.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <tuple>

#include "core/runs/debiased_average.h"
#include "core/runs/metric_log.h"

namespace oneshot::ui {
namespace {

constexpr qsizetype mostPoints = 400;  ///< of a curve: about two pixels each
constexpr qsizetype bandWidth = 5;     ///< points that a band covers at least, where there are many
constexpr qsizetype fewPoints = 40;    ///< up to so many are marked

const QString accuracy = QStringLiteral("accuracy_percent");
const QString loss = QStringLiteral("loss");

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::RunsPage", text);
}

const QList<double>& along(const session::MetricCurve& curve, CurveAxis axis) {
    return axis == CurveAxis::Steps ? curve.steps : axis == CurveAxis::Seconds ? curve.seconds : curve.images;
}

/// Of a presentationMetric(); 0: the figure is another.
int presentationOf(const QString& metric) {
    const int presentation = metric.section(u'_', 2, 2).toInt();
    return presentation > 0 && metric == QString::fromStdString(presentationMetric(presentation)) ? presentation : 0;
}

report::Series seriesOf(const session::MetricCurve& curve, const CurveSettings& settings) {
    const QList<double>&x = along(curve, settings.axis), &y = curve.values;
    const qsizetype count = y.size();
    const bool smoothed = settings.smoothing > 0;
    const bool interval = settings.band && !smoothed && curve.low.size() == count && curve.high.size() == count;
    const bool banded = settings.band && !interval;
    const qsizetype least = banded && count > bandWidth * fewPoints ? bandWidth
                            : banded && count > 2 * fewPoints       ? 2
                                                                    : 1;
    const qsizetype width = std::max((count + mostPoints - 1) / mostPoints, least);
    report::Series series;
    series.markers = count <= fewPoints;
    DebiasedAverage average(settings.smoothing);
    for (qsizetype begin = 0; begin < count; begin += width) {
        const qsizetype end = std::min(begin + width, count);
        double value = 0;
        for (qsizetype i = begin; i < end; ++i)
            value = smoothed ? average.add(y[i]) : value + y[i] / double(end - begin);
        if (interval && width == 1) {
            series.append(x[begin], value, curve.low[begin], curve.high[begin]);
        } else if (settings.band) {
            const auto [low, high] = std::minmax_element(y.begin() + begin, y.begin() + end);
            series.append(x[end - 1], value, *low, *high);
        } else {
            series.append(x[end - 1], value);
        }
    }
    return series;
}

/// Chance, where all runs that have evaluations have the same.
std::optional<double> commonChance(const std::vector<session::RunDetailsPtr>& runs) {
    std::optional<double> chance;
    for (const session::RunDetailsPtr& run : runs) {
        if (!run->record || !run->record->protocol) continue;
        const double percent = run->record->protocol->chancePercent();
        if (chance && *chance != percent) return {};
        chance = percent;
    }
    return chance;
}

}  // namespace

QStringList metricsOf(const std::vector<session::RunDetailsPtr>& runs) {
    QStringList metrics;
    for (const session::RunDetailsPtr& run : runs)
        for (const auto& [name, curve] : run->curves)
            if (!metrics.contains(name)) metrics += name;
    std::ranges::sort(metrics, {}, [](const QString& name) {
        return std::tuple(name == accuracy ? 0 : name == loss ? 1 : 2, presentationOf(name), name);
    });
    return metrics;
}

QString metricTitle(const QString& metric) {
    if (metric == accuracy) return tr("One-shot accuracy");
    if (metric == QStringLiteral("seen_accuracy_percent")) return tr("Accuracy on characters learnt from");
    if (const int presentation = presentationOf(metric))
        return tr("Accuracy at drawing %1 of a character").arg(presentation);
    if (metric == loss) return tr("Loss");
    if (metric == QStringLiteral("learning_rate")) return tr("Learning rate");
    if (metric == QStringLiteral("penalty")) return tr("Penalty of the weights");
    return metric;
}

report::CurveChart runCurveChart(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names,
                                 const CurveSettings& settings) {
    report::CurveChart chart;
    chart.title = metricTitle(settings.metric);
    chart.xLabel = settings.axis == CurveAxis::Steps     ? tr("training step")
                   : settings.axis == CurveAxis::Seconds ? tr("seconds of training")
                                                         : tr("images learnt from");
    const bool percent = settings.metric.endsWith(QStringLiteral("_percent"));
    chart.yLabel = percent ? tr("percent") : chart.title.toLower();
    if (percent) chart.yRange = {0, 100};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto curve = runs[i]->curves.find(settings.metric);
        if (curve == runs[i]->curves.end()) continue;
        chart.series.push_back(seriesOf(curve->second, settings));
        chart.series.back().name = names.value(static_cast<qsizetype>(i));
        chart.series.back().style = static_cast<int>(i);  // the same for each figure of a run
    }
    if (const auto chance = commonChance(runs); chance && settings.metric == accuracy && !chart.series.empty())
        chart.references.push_back({tr("chance %1").arg(*chance, 0, 'f', 1), *chance});
    return chart;
}

}  // namespace oneshot::ui
