#ifdef ONESHOT_WITH_UI
#include "app/cli/demo_summary.h"

#include <fmt/format.h>

#include <deque>

#include "app/cli/console.h"
#include "app/cli/report_painter.h"
#include "core/base/text.h"
#include "core/files/png.h"
#include "core/runs/metric_log.h"
#include "ui/report/curve_chart.h"

namespace oneshot::cli {
namespace {

using report::CurveChart;
using report::Series;

constexpr std::size_t smoothedSteps = 20;

CurveChart lossChart(const std::vector<MetricRow>& metrics) {
    CurveChart chart;
    chart.title = "Loss";
    chart.xLabel = "step";
    chart.yLabel = "loss";
    Series raw, smoothed;
    raw.name = "each step";
    raw.faint = true;
    smoothed.name = QString("mean of the last %1").arg(smoothedSteps);
    std::deque<double> window;
    double sum = 0;
    for (const MetricRow& row : metrics) {
        if (row.name != "loss") continue;
        sum += row.value;
        window.push_back(row.value);
        if (window.size() > smoothedSteps) {
            sum -= window.front();
            window.pop_front();
        }
        raw.append(static_cast<double>(row.step), row.value);
        smoothed.append(static_cast<double>(row.step), sum / static_cast<double>(window.size()));
    }
    chart.series = {raw, smoothed};
    return chart;
}

CurveChart accuracyChart(const std::vector<MetricRow>& metrics, const ValidationProtocol& protocol) {
    CurveChart chart;
    chart.title = QString("One-shot accuracy on validation characters, %1-way").arg(protocol.ways);
    chart.xLabel = "step";
    chart.yLabel = "accuracy, %";
    Series series;
    series.name = "network, with its 95 % interval";
    series.style = 1;
    series.markers = true;
    for (const MetricRow& row : metrics) {  // the bounds follow their accuracy
        if (row.name == "accuracy_percent") series.append(static_cast<double>(row.step), row.value);
        if (row.name == "accuracy_low_percent") series.low.append(row.value);
        if (row.name == "accuracy_high_percent") series.high.append(row.value);
    }
    chart.series = {series};
    chart.references = {{"pixels-l2", protocol.nearestNeighbour.percent()}, {"chance", protocol.chancePercent()}};
    chart.yRange = {0, 100};
    return chart;
}

std::string html(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped().toStdString();
}

std::string picture(const QByteArray& bytes, const char* type, const std::string& caption) {
    return fmt::format(
        "<figure><img alt=\"{0}\" src=\"data:image/{1};base64,{2}\"><figcaption>{0}</figcaption></figure>\n", caption,
        type, bytes.toBase64().toStdString());
}

std::string figuresRow(const char* name, const Accuracy& accuracy) {
    return fmt::format("<tr><td>{}<td>{:.1f} %<td>{}\n", name, accuracy.percent(), percent(accuracy.confidence95()));
}

constexpr const char* head = R"(<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>One-Shot Workbench: demonstration</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 "DejaVu Sans", system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse } td, th { padding: .25rem 1.5rem .25rem 0; text-align: left; border-bottom: 1px solid #8886 }
figure { margin: 1rem 0 } img { max-width: 100%; background: white } figcaption { font-size: .85rem; opacity: .8 }
pre { overflow: auto; padding: .75rem; background: #8882 }
</style>
)";

std::string page(const DemoOutcome& outcome, const QByteArray& loss, const QByteArray& accuracy) {
    const TrainingResult& training = outcome.run.training;
    const std::vector<std::uint8_t> png = encodePng(outcome.sheet);
    const QByteArray sheet(reinterpret_cast<const char*>(png.data()), static_cast<qsizetype>(png.size()));
    return head +
           fmt::format(
               "<h1>One-shot learning in {}</h1>\n"
               "<p>A small network trained for {} and {}. It was then shown one drawing each of {} characters that it "
               "had never met, and asked which of them a new drawing by another hand shows. {}</p>\n",
               duration(outcome.seconds), duration(training.seconds), counted(training.steps, "step"), outcome.ways,
               outcome.beatsPixels()
                   ? "It is better at this than comparing pixels."
                   : "<strong>It is not better at this than comparing pixels: something is wrong.</strong>") +
           fmt::format(
               "<table><tr><th>{}-way {}-shot, within one alphabet, {} tasks<th>right<th>95 % interval\n{}{}"
               "<tr><td>chance<td>{:.1f} %<td></table>\n"
               "<p>Intervals: {}. None of these characters was learnt from or selected on.</p>\n",
               outcome.ways, outcome.shots, outcome.model.total,
               figuresRow("the network (best weights)", outcome.model),
               figuresRow("nearest neighbour of the pixels (pixels-l2)", outcome.pixels), outcome.chancePercent(),
               wilsonMethod) +
           "<h2>How it learnt</h2>\n" + picture(loss, "svg+xml", "Loss of each training step") +
           picture(accuracy, "svg+xml", "One-shot accuracy on validation characters during the training") +
           "<h2>One of the tasks</h2>\n" + picture(sheet, "png", html(outcome.sheetCaption)) +
           fmt::format(
               "<h2>What was done</h2>\n"
               "<ul><li>Learnt from {}<li>Best weights chosen on {}<li>Asked about {}<li>{}, {}</ul>\n"
               "<p>The characters are the workbench's built-in glyphs, drawn by a program with a hand's "
               "variance.</p>\n",
               html(outcome.background), html(outcome.validation), html(outcome.test),
               counted(training.parameters, "parameter"), counted(training.images, "image")) +
           fmt::format(
               "<h2>How to go on</h2>\n<pre>oneshot evaluate --model {} --lake all_runs.zip\n"
               "oneshot train --data images_background.zip --minutes 20\noneshot-workbench</pre>\n"
               "<p>Omniglot's files, images_background.zip and all_runs.zip, are in the folder python of the "
               "repository "
               "brendenlake/omniglot.</p>\n</html>\n",
               html(shellQuoted(outcome.finalRun().string())));
}

}  // namespace

std::vector<std::string> writeDemoSummary(const DemoOutcome& outcome, const FolderSaver& folder) {
    const auto application = offscreenApplication();
    const std::vector<MetricRow> metrics = readMetrics(outcome.run.directory / "metrics.csv");
    const CurveChart loss = lossChart(metrics), accuracy = accuracyChart(metrics, outcome.protocol);
    std::vector<std::string> written;
    const auto write = [&](const std::string& name, const std::string& bytes) {
        folder.write(name, bytes);
        written.push_back(name);
    };
    for (const char* suffix : {".png", ".svg"})
        for (const auto& [file, chart] : {std::pair("loss", &loss), std::pair("accuracy", &accuracy)}) {
            const std::string name = std::string(file) + suffix;
            write(name, report::encodeChart(*chart, QString::fromStdString(name)).toStdString());
        }
    const QSize size(760, 420);
    write("summary.html", page(outcome, report::toSvg(loss, size), report::toSvg(accuracy, size)));
    return written;
}

}  // namespace oneshot::cli
#endif
