#include "ui/widgets/curve_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QUrl>
#include <algorithm>

#include "core/base/error.h"
#include "ui/report/chart_plot.h"
#include "ui/widgets/crosshair.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/line_label.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int replotInterval = 40;  // ms, 25 a second
constexpr int replotPause = 8;      ///< after a replot of t ms there is none for this times t
constexpr QSize exportSize{760, 420}, leastSize{320, 150};

}  // namespace

CurvePlot::CurvePlot(QWidget* parent)
    : QWidget(parent),
      plot_(new report::ChartPlot(this)),
      title_(cardTitle({})),
      empty_(new QLabel(plot_)),
      subtitle_(new LineLabel("plot.subtitle")),
      saved_(new LineLabel("plot.saved")),
      savedNote_(makeSavedNote()),
      wholeButton_(flatButton("", "whole", {}, tr("Show the whole curve"))),
      menuButton_(flatButton("", "menu", {}, tr("Axes, copy and save"))),
      menu_(new QMenu(this)) {
    setAttribute(Qt::WA_StyledBackground);
    setStyleRole(this, "card");
    plot_->setAccessibleName(tr("Chart"));               // until it has one with a title
    subtitle_->setContextMenuPolicy(Qt::NoContextMenu);  // the chart's own is asked for
    setStyleRole(empty_, "note");
    empty_->setAttribute(Qt::WA_TransparentForMouseEvents);
    wholeButton_->setEnabled(false);

    QLayout* header = rowLayout(8, {title_, {subtitle_, 1}, wholeButton_, menuButton_});
    setLayout(columnLayout(2, {header, savedNote_, {plot_, 1}}, {14, 8, 8, 8}));
    auto* axesArea = new QVBoxLayout(plot_);
    axesArea->addWidget(empty_, 0, Qt::AlignCenter);
    connect(plot_, &QCustomPlot::afterLayout, this, [this, axesArea] {  // else the text hides numbers of an axis
        const QRect axes = plot_->axisRect()->rect();
        axesArea->setContentsMargins(axes.left(), axes.top(), plot_->width() - axes.right() - 1,
                                     plot_->height() - axes.bottom() - 1);
    });

    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->setContextMenuPolicy(Qt::CustomContextMenu);  // it lets no event go on to this widget
    connect(plot_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { menu_->popup(plot_->mapToGlobal(at)); });
    new Crosshair(*plot_, chart_);
    refreshTimer_.setObjectName(QStringLiteral("refresh"));
    refreshTimer_.setSingleShot(true);
    connect(&refreshTimer_, &QTimer::timeout, this, &CurvePlot::refresh);
    connect(wholeButton_, &QToolButton::clicked, this, &CurvePlot::showWhole);
    connect(plot_, &QCustomPlot::mouseDoubleClick, this, &CurvePlot::showWhole);
    connect(plot_, &QCustomPlot::legendClick, this,
            [this](QCPLegend*, QCPAbstractLegendItem* item, QMouseEvent* event) {
                const int series = plot_->seriesOf(item);
                if (series >= 0 && event->button() == Qt::LeftButton)
                    setSeriesVisible(series, !chart_.series[series].visible);
            });
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
            if (!settingRanges_) leaveWhole();
        });
    buildMenu();
}

QSize CurvePlot::minimumSizeHint() const {
    return {leastSize.width(), std::max(leastSize.height(), QWidget::minimumSizeHint().height())};
}

QWidget* CurvePlot::makeSavedNote() {
    QToolButton* open = flatButton("plot.saved.open", "", tr("Open"), tr("Open the file"));
    QToolButton* copy = flatButton("plot.saved.copy", "copy", tr("Copy path"), tr("Copy where the file is"));
    QToolButton* close = flatButton("plot.saved.close", "close", {}, tr("Hide this line"));
    connect(open, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(savedPath_)); });
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(QDir::toNativeSeparators(savedPath_)); });
    auto* note = new QWidget(this);
    connect(close, &QToolButton::clicked, note, &QWidget::hide);
    QHBoxLayout* row = rowLayout(4, {{saved_, 1}, open, copy, close});
    row->setContentsMargins({});
    note->setLayout(row);
    note->hide();
    return note;
}

void CurvePlot::buildMenu() {
    menu_->addAction(lineIcon("copy"), tr("Copy as picture"), this, &CurvePlot::copyImage);
    const std::pair<QString, QString> formats[] = {{QStringLiteral("png"), tr("PNG picture")},
                                                   {QStringLiteral("svg"), tr("SVG drawing")},
                                                   {QStringLiteral("pdf"), tr("PDF document")},
                                                   {QStringLiteral("csv"), tr("CSV table")}};
    for (const auto& [suffix, name] : formats) {
        QAction* action = menu_->addAction(lineIcon("save"), tr("Save as %1...").arg(name), this,
                                           [this, suffix, name] { askWhereToSaveChart(suffix, name); });
        action->setObjectName(QStringLiteral("plot.save.") + suffix);
    }
    menu_->addSeparator();
    logX_ = addLogAction(QStringLiteral("plot.log.x"), tr("Logarithmic x axis"), tr("log x"));
    logY_ = addLogAction(QStringLiteral("plot.log.y"), tr("Logarithmic y axis"), tr("log y"));
    menu_->addSeparator();
    menu_->addAction(lineIcon("whole"), tr("Show the whole curve"), this, &CurvePlot::showWhole);
    menuButton_->setMenu(menu_);
    menuButton_->setPopupMode(QToolButton::InstantPopup);
}

QAction* CurvePlot::addLogAction(const QString& objectName, const QString& text, const QString& buttonText) {
    QAction* action = menu_->addAction(text);
    action->setObjectName(objectName);
    action->setIconText(buttonText);
    action->setToolTip(text);
    action->setCheckable(true);
    connect(action, &QAction::toggled, this, [this] { setLogAxes(logX_->isChecked(), logY_->isChecked()); });
    return action;
}

void CurvePlot::setChart(report::CurveChart chart) {
    chart_ = std::move(chart);
    title_->setText(chart_.title);
    plot_->setAccessibleName(chart_.title.isEmpty() ? tr("Chart") : chart_.title);
    plot_->setAccessibleDescription(chart_.yLabel.isEmpty() ? QString()
                                                            : tr("%1 against %2").arg(chart_.yLabel, chart_.xLabel));
    {
        const QSignalBlocker blockX(logX_), blockY(logY_);
        logX_->setChecked(chart_.logX);
        logY_->setChecked(chart_.logY);
    }
    showsWhole_ = true;
    wholeButton_->setEnabled(false);
    rebuild();
}

void CurvePlot::renewChart(report::CurveChart chart) {
    for (report::Series& series : chart.series)
        series.visible = std::ranges::none_of(
            chart_.series, [&](const report::Series& shown) { return shown.name == series.name && !shown.visible; });
    setChart(std::move(chart));
}

void CurvePlot::clear() {
    for (report::Series& series : chart_.series)
        for (QList<double>* values : {&series.x, &series.y, &series.low, &series.high}) values->clear();
    chart_.references.clear();
    chart_.xEnd = 0;
    setChart(std::move(chart_));
}

void CurvePlot::setPoints(int series, report::Series points) {
    points.visible = chart_.series[series].visible;
    chart_.series[series] = std::move(points);
    rebuild();
}

void CurvePlot::setReferences(std::vector<report::ReferenceLine> references) {
    if (references == chart_.references) return;
    chart_.references = std::move(references);
    rebuild();
}

void CurvePlot::setXEnd(double x) {
    chart_.xEnd = x;
    scheduleRefresh();
}

void CurvePlot::lineUpRightWith(const CurvePlot& other) {
    plot_->setMinimumRightMargin(other.plot_->rightMargin());
    scheduleRefresh();
}

void CurvePlot::setSubtitle(const QString& text) {
    subtitle_->say(text);
}

void CurvePlot::setEmptyText(const QString& text) {
    empty_->setText(text);
}

void CurvePlot::append(int series, double x, double y) {
    chart_.series[series].append(x, y);
    scheduleRefresh();
}

void CurvePlot::append(int series, double x, double y, double low, double high) {
    chart_.series[series].append(x, y, low, high);
    scheduleRefresh();
}

void CurvePlot::setLogAxes(bool logX, bool logY) {
    chart_.logX = logX;
    chart_.logY = logY;
    logX_->setChecked(logX);
    logY_->setChecked(logY);
    plot_->setLogAxes(logX, logY);
    showWhole();
}

void CurvePlot::showWhole() {
    showsWhole_ = true;
    wholeButton_->setEnabled(false);
    scheduleRefresh();
}

void CurvePlot::leaveWhole() {
    showsWhole_ = false;
    wholeButton_->setEnabled(true);
}

void CurvePlot::setSeriesVisible(int series, bool visible) {
    chart_.series[series].visible = visible;
    scheduleRefresh();
}

void CurvePlot::rebuild() {
    settingRanges_ = true;
    plot_->build(shown(), report::ChartTheme::window(palette(), font()));
    settingRanges_ = false;
    scheduleRefresh();
}

report::CurveChart CurvePlot::shown() const {
    report::CurveChart chart = chart_;
    chart.subtitle = subtitle_->text();
    const QCPRange x = plot_->xAxis->range(), y = plot_->yAxis->range();
    if (!showsWhole_) chart.section = QRectF(x.lower, y.lower, x.size(), y.size());
    return chart;
}

void CurvePlot::scheduleRefresh() {
    if (refreshTimer_.isActive() || !isVisible()) return;  // showEvent catches up
    refreshTimer_.start(std::max(replotInterval, static_cast<int>(replotPause * plot_->replotTime())));
}

void CurvePlot::refresh() {
    plot_->update(chart_);
    if (showsWhole_) {
        settingRanges_ = true;
        plot_->showWhole(chart_);
        settingRanges_ = false;
    }
    empty_->setVisible(!chart_.hasPoints());
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::askWhereToSaveChart(const QString& suffix, const QString& filter) {
    askWhereToSave(
        this,
        {QStringLiteral("plot.save"), tr("Save the chart"), chart_.title.toLower().replace(u' ', u'-') + u'.' + suffix,
         QStringLiteral("%1 (*.%2)").arg(filter, suffix)},
        [this](const QString& path, bool forExcel) { saveAs(path, forExcel); });
}

void CurvePlot::saveAs(const QString& path, bool forExcel) {
    try {
        report::saveChart(shown(), path, exportSize, forExcel);
        savedPath_ = path;
        saved_->say(tr("Saved as %1").arg(QDir::toNativeSeparators(path)));
        savedNote_->show();
    } catch (const Error& error) {
        warn(this, QStringLiteral("plot.failed"), tr("The chart was not saved"), QString::fromStdString(error.what()));
    }
}

void CurvePlot::copyImage() const {
    QApplication::clipboard()->setImage(report::toImage(shown(), exportSize));
}

void CurvePlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) rebuild();
}

void CurvePlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
    menu_->popup(event->globalPos());
}

}  // namespace oneshot::ui
