#include "ui/pages/runs/run_curves.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QSlider>
#include <QToolButton>
#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "core/runs/debiased_average.h"
#include "core/runs/metric_log.h"
#include "ui/pages/runs/seed_groups.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxSmoothing = 99;      ///< hundredths of decay
constexpr qsizetype maxPoints = 400;  ///< of a curve: about two pixels each
constexpr qsizetype bandWidth = 5;    ///< points that a band covers at least, where there are many
constexpr qsizetype fewPoints = 40;   ///< up to so many are marked

const QString accuracy = QStringLiteral("accuracy_percent");
const QString loss = QStringLiteral("loss");

constexpr auto tr = [](const char* text) { return RunCurves::tr(text); };

const QList<double>& along(const session::MetricCurve& curve, CurveAxis axis) {
    return axis == CurveAxis::Steps ? curve.steps : axis == CurveAxis::Seconds ? curve.seconds : curve.images;
}

/// Returns the number of a presentationMetric(); 0: the figure is another.
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
    const qsizetype width = std::max((count + maxPoints - 1) / maxPoints, least);
    report::Series series;
    series.markers = count <= fewPoints;
    DebiasedAverage average(settings.smoothing);
    for (qsizetype begin = 0; begin < count; begin += width) {
        const qsizetype end = std::min(begin + width, count);
        double value = 0;
        for (qsizetype i = begin; i < end; ++i)
            value = smoothed ? average.add(y[i]) : value + y[i] / double(end - begin);
        if (interval) {
            series.append(x[end - 1], value, *std::min_element(curve.low.begin() + begin, curve.low.begin() + end),
                          *std::max_element(curve.high.begin() + begin, curve.high.begin() + end));
        } else if (settings.band) {
            const auto [low, high] = std::minmax_element(y.begin() + begin, y.begin() + end);
            series.append(x[end - 1], value, *low, *high);
        } else {
            series.append(x[end - 1], value);
        }
    }
    return series;
}

/// Returns chance if it is the same for all runs that have evaluations.
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

/// Draws one curve for each group of runs whose seeds alone differ.
void addMeans(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names, CurveSettings settings,
              report::CurveChart& chart) {
    const double smoothing = std::exchange(settings.smoothing, 0);  // each run is smoothed before the mean
    for (const SeedGroup& group : groupedBySeed(runs, names)) {
        std::vector<const session::MetricCurve*> curves;
        for (const std::size_t run : group.runs)
            if (const auto curve = runs[run]->curves.find(settings.metric); curve != runs[run]->curves.end())
                curves.push_back(&curve->second);
        if (curves.empty()) continue;
        if (group.runs.size() == 1) {
            CurveSettings own = settings;
            own.smoothing = smoothing;
            chart.series.push_back(seriesOf(*curves.front(), own));
        } else {
            chart.series.push_back(seriesOf(meanOf(curves, smoothing), settings));
        }
        chart.series.back().name = group.name;
        chart.series.back().style = static_cast<int>(group.runs.front());
    }
}

/// True if a chart that is shown can take the points of the other: same axes, same curves.
bool takesPointsOf(const report::CurveChart& shown, const report::CurveChart& chart) {
    return shown.title == chart.title && shown.xLabel == chart.xLabel && !chart.series.empty() &&
           std::ranges::equal(shown.series, chart.series, [](const report::Series& a, const report::Series& b) {
               return a.name == b.name && a.style == b.style && a.low.isEmpty() == b.low.isEmpty();
           });
}

QWidget* captioned(const QString& caption, QWidget* field) {
    auto* both = new QWidget;
    both->setLayout(rowLayout(6, {fieldCaption(caption, field), field}));
    return both;
}

QToolButton* toggle(const char* objectName, QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->text());
    setStyleRole(button, "toggle");
    return button;
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
    if (metric == QLatin1String(earlyMetric)) return tr("One-shot accuracy, first looks on few tasks");
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
    if (settings.meanOfSeeds) addMeans(runs, names, settings, chart);
    for (std::size_t i = 0; i < runs.size() && !settings.meanOfSeeds; ++i) {
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

RunCurves::RunCurves() : plot_(new CurvePlot) {
    plot_->setObjectName(QStringLiteral("runs.plot"));
    controls_ = makeControls();
    setLayout(columnLayout(6, {controls_, {plot_, 1}}));
    draw();
}

QLayout* RunCurves::makeControls() {
    metric_ = new QComboBox;
    metric_->setObjectName(QStringLiteral("runs.curves.metric"));
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    metric_->setMinimumContentsLength(16);
    axis_ = new QComboBox;
    axis_->setObjectName(QStringLiteral("runs.curves.axis"));
    for (const QString& name : {tr("steps"), tr("time"), tr("images")}) axis_->addItem(name);
    smoothing_ = new QSlider(Qt::Horizontal);
    smoothing_->setObjectName(QStringLiteral("runs.curves.smoothing"));
    smoothing_->setRange(0, maxSmoothing);
    smoothing_->setFixedWidth(110);
    smoothing_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);  // stays beside its name
    smoothing_->setToolTip(tr("Decay of an exponential average; all the way to the left: none"));
    band_ = new QCheckBox(tr("Band"));
    band_->setObjectName(QStringLiteral("runs.curves.band"));
    band_->setToolTip(tr("The 95 % interval of an accuracy; else from the lowest to the highest value"));
    band_->setChecked(true);
    mean_ = new QCheckBox(tr("Mean of seeds"));
    mean_->setObjectName(QStringLiteral("runs.curves.mean"));
    mean_->setToolTip(
        tr("One curve for runs whose seeds alone differ: their mean, and a band from the lowest to the "
           "highest run"));
    explain(mean_, "seed");
    connect(mean_, &QCheckBox::toggled, this, &RunCurves::draw);
    for (QComboBox* box : {metric_, axis_}) connect(box, &QComboBox::activated, this, &RunCurves::draw);
    connect(smoothing_, &QSlider::valueChanged, this, &RunCurves::draw);
    connect(band_, &QCheckBox::toggled, this, &RunCurves::draw);
    metric_->setAccessibleName(tr("Figure"));
    return new FlowLayout(
        8, {metric_, captioned(tr("by"), axis_), captioned(tr("Smoothing"), smoothing_), band_, mean_,
            toggle("runs.curves.logx", plot_->logXAction()), toggle("runs.curves.logy", plot_->logYAction())});
}

/// With the controls in as many lines as the width makes of them, once it is known.
QSize RunCurves::minimumSizeHint() const {
    const QSize least = QWidget::minimumSizeHint();
    if (!isLaidOut_) return least;
    return least.grownBy(
        {0, 0, 0, std::max(0, controls_->heightForWidth(width()) - controls_->minimumSize().height())});
}

void RunCurves::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    isLaidOut_ = true;
    if (event->oldSize().width() != width()) updateGeometry();
}

CurveSettings RunCurves::settings() const {
    return {.metric = metric_->currentData().toString(),
            .axis = static_cast<CurveAxis>(axis_->currentIndex()),
            .smoothing = smoothing_->value() / 100.0,
            .meanOfSeeds = mean_->isChecked(),
            .band = band_->isChecked()};
}

void RunCurves::setRuns(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names, const QString& note,
                        const QString& emptyText) {
    plot_->setSubtitle(note);
    plot_->setEmptyText(emptyText);
    if (runs == runs_ && names == names_) return;
    runs_ = runs;
    names_ = names;
    listMetrics();
    draw();
}

void RunCurves::listMetrics() {
    const QStringList metrics = metricsOf(runs_);
    if (metrics.isEmpty()) return;  // what was chosen is kept for the next runs
    const qsizetype chosen = metrics.indexOf(settings().metric);
    metric_->clear();
    for (const QString& metric : metrics) metric_->addItem(metricTitle(metric), metric);
    metric_->setCurrentIndex(static_cast<int>(std::max<qsizetype>(0, chosen)));
}

void RunCurves::draw() {
    report::CurveChart chart = runCurveChart(runs_, names_, settings());
    if (takesPointsOf(plot_->chart(), chart)) {  // what a person zoomed to and hid stays so while a run is trained
        for (std::size_t i = 0; i < chart.series.size(); ++i)
            plot_->setPoints(static_cast<int>(i), std::move(chart.series[i]));
        return plot_->setReferences(std::move(chart.references));
    }
    chart.logX = plot_->chart().logX;
    chart.logY = plot_->chart().logY;
    for (report::Series& series : chart.series)  // what the person hid stays hidden
        for (const report::Series& shown : plot_->chart().series)
            if (shown.style == series.style && shown.name == series.name) series.visible = shown.visible;
    plot_->setChart(std::move(chart));
}

}  // namespace oneshot::ui
