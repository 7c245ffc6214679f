#include "ui/pages/runs/run_curves.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int smoothingSteps = 99;  ///< of the slider: decay in hundredths

QToolButton* toggle(const char* objectName, QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(QLatin1String(objectName));
    button->setAccessibleName(action->text());
    setStyleRole(button, "toggle");
    return button;
}

}  // namespace

RunCurves::RunCurves(QWidget* parent) : QWidget(parent), plot_(new CurvePlot) {
    plot_->setObjectName(QStringLiteral("runs.plot"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(makeControls());
    layout->addWidget(plot_, 1);
    draw();
}

QWidget* RunCurves::makeControls() {
    metric_ = new QComboBox;
    metric_->setObjectName(QStringLiteral("runs.curves.metric"));
    metric_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    metric_->setMinimumContentsLength(16);
    axis_ = new QComboBox;
    axis_->setObjectName(QStringLiteral("runs.curves.axis"));
    for (const QString& name : {tr("steps"), tr("time"), tr("images")}) axis_->addItem(name);
    smoothing_ = new QSlider(Qt::Horizontal);
    smoothing_->setObjectName(QStringLiteral("runs.curves.smoothing"));
    smoothing_->setRange(0, smoothingSteps);
    smoothing_->setFixedWidth(110);
    smoothing_->setToolTip(tr("Decay of an exponential average; all the way to the left: none"));
    band_ = new QCheckBox(tr("Band"));
    band_->setObjectName(QStringLiteral("runs.curves.band"));
    band_->setToolTip(tr("The 95 % interval of an accuracy; else from the lowest to the highest value"));
    band_->setChecked(settings_.band);
    connectControls();
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins({});
    line->setSpacing(6);
    line->addWidget(metric_);
    line->addWidget(fieldCaption(tr("by"), axis_));
    line->addWidget(axis_);
    line->addSpacing(10);
    line->addWidget(fieldCaption(tr("Smoothing"), smoothing_));
    line->addWidget(smoothing_);
    line->addSpacing(10);
    line->addWidget(band_);
    line->addSpacing(10);
    line->addWidget(toggle("runs.curves.logx", plot_->logXAction()));
    line->addWidget(toggle("runs.curves.logy", plot_->logYAction()));
    line->addStretch(1);
    return controls;
}

void RunCurves::connectControls() {
    connect(metric_, &QComboBox::activated, this, [this] {
        settings_.metric = metric_->currentData().toString();
        draw();
    });
    connect(axis_, &QComboBox::activated, this, [this](int axis) {
        settings_.axis = static_cast<CurveAxis>(axis);
        draw();
    });
    connect(smoothing_, &QSlider::valueChanged, this, [this](int hundredths) {
        settings_.smoothing = hundredths / 100.0;
        draw();
    });
    connect(band_, &QCheckBox::toggled, this, [this](bool on) {
        settings_.band = on;
        draw();
    });
}

void RunCurves::setRuns(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names) {
    if (runs == runs_ && names == names_) return;
    runs_ = runs;
    names_ = names;
    listMetrics();
    draw();
}

void RunCurves::setNote(const QString& text) {
    plot_->setSubtitle(text);
}

void RunCurves::setEmptyText(const QString& text) {
    plot_->setEmptyText(text);
}

void RunCurves::listMetrics() {
    const QStringList metrics = metricsOf(runs_);
    if (metrics.isEmpty()) return;  // what was chosen is kept for the next runs
    if (!metrics.contains(settings_.metric)) settings_.metric = metrics.first();
    metric_->clear();
    for (const QString& metric : metrics) metric_->addItem(metricTitle(metric), metric);
    metric_->setCurrentIndex(static_cast<int>(metrics.indexOf(settings_.metric)));
}

void RunCurves::draw() {
    report::CurveChart chart = runCurveChart(runs_, names_, settings_);
    chart.logX = plot_->chart().logX;
    chart.logY = plot_->chart().logY;
    for (report::Series& series : chart.series)  // what the person hid stays hidden
        for (const report::Series& shown : plot_->chart().series)
            if (shown.style == series.style && shown.name == series.name) series.visible = shown.visible;
    plot_->setChart(std::move(chart));
}

}  // namespace oneshot::ui
