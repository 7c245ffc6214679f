#include "ui/report/painted_report.h"

#include "ui/report/report_html.h"
#include "ui/report/report_pdf.h"

namespace oneshot::report {
namespace {

QList<double> toList(const std::vector<double>& values) {
    return {values.begin(), values.end()};
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

std::string paintReport(const RunReport& report, ReportFormat format) {
    const ReportPages pages = reportPages(report);
    return (format == ReportFormat::Pdf ? toPdf(pages) : toHtml(pages)).toStdString();
}

}  // namespace oneshot::report
