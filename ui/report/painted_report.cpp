#include "ui/report/painted_report.h"

#include "ui/report/pdf_pages.h"
#include "ui/report/report_html.h"
#include "ui/report/report_pdf.h"

namespace oneshot::report {
namespace {

QList<double> toList(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

/// Returns each chart of the pages as draw(CurveChart) makes it.
template <typename Draw>
auto drawn(const ReportPages& pages, Draw draw) {
    QList<decltype(draw(CurveChart()))> charts;
    for (const ReportSection& section : pages.sections)
        for (const ReportBlock& block : section.blocks)
            if (const auto* chart = std::get_if<ReportChart>(&block)) charts += draw(toCurveChart(*chart));
    return charts;
}

}  // namespace

CurveChart toCurveChart(const ReportChart& from) {
    CurveChart chart;
    chart.title = QString::fromStdString(from.title);
    chart.xLabel = QString::fromStdString(from.xLabel);
    chart.yLabel = QString::fromStdString(from.yLabel);
    for (const ReportChart::Series& series : from.series) {
        Series& made = chart.series.emplace_back();
        made.name = QString::fromStdString(series.name);
        made.x = toList(series.x);
        made.y = toList(series.y);
        made.low = toList(series.low);
        made.high = toList(series.high);
        made.faint = series.faint;
        made.markers = series.markers;
        // A faint series and what smooths it have one colour.
        made.style = static_cast<int>(chart.series.size()) - 1;
        if (chart.series.size() > 1 && chart.series[chart.series.size() - 2].faint) made.style -= 1;
    }
    for (const auto& [name, y] : from.references) chart.references.push_back({QString::fromStdString(name), y});
    if (from.percent) chart.yRange = {0, 100};
    return chart;
}

std::function<std::string()> drawCharts(std::shared_ptr<const ReportPages> pages, ReportFormat format) {
    if (format == ReportFormat::Pdf)
        return [pages, charts = drawn(*pages, [](const CurveChart& chart) {
                           return toPicture(chart, PdfPages::chartSize);
                       })] { return toPdf(*pages, charts).toStdString(); };
    return [pages, charts = drawn(*pages, [](const CurveChart& chart) { return toSvg(chart, htmlChartSize); })] {
        return toHtml(*pages, charts).toStdString();
    };
}

std::string paintReport(const RunReport& report, ReportFormat format) {
    return drawCharts(std::make_shared<const ReportPages>(reportPages(report)), format)();
}

}  // namespace oneshot::report
