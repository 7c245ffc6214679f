#ifdef ONESHOT_WITH_UI
#include "app/cli/demo_summary.h"

#include <fmt/format.h>

#include <deque>

#include "app/cli/cli_support.h"
#include "app/cli/offscreen_application.h"
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

QString html(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

QString picture(const QByteArray& bytes, const char* type, const QString& caption) {
    return QString("<figure><img alt=\"%1\" src=\"data:image/%2;base64,%3\"><figcaption>%1</figcaption></figure>\n")
        .arg(caption, QString(type), QString::fromLatin1(bytes.toBase64()));
}

QString figuresRow(const QString& name, const Accuracy& accuracy) {
    return QString("<tr><td>%1<td>%2<td>%3\n")
        .arg(name, html(fmt::format("{:.1f} %", accuracy.percent())), html(percent(accuracy.confidence95())));
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

QString page(const DemoOutcome& outcome, const QByteArray& loss, const QByteArray& accuracy) {
    const std::string run = shellQuoted(outcome.finalRun().string());
    const std::vector<std::uint8_t> png = encodePng(outcome.sheet);
    const QByteArray sheet(reinterpret_cast<const char*>(png.data()), static_cast<qsizetype>(png.size()));
    QString text = QString(head) + "<h1>One-shot learning in " + html(duration(outcome.seconds)) + "</h1>\n";
    text += "<p>A small network trained for " + html(duration(outcome.run.training.seconds)) + " and " +
            html(counted(outcome.run.training.steps, "step")) +
            QString(
                ". It was then shown one drawing each of %1 characters that it had never met, and asked which of "
                "them a new drawing by another hand shows. ")
                .arg(outcome.ways) +
            (outcome.beatsPixels()
                 ? "It is better at this than comparing pixels."
                 : "<strong>It is not better at this than comparing pixels: something is wrong.</strong>") +
            "</p>\n";
    text += QString("<table><tr><th>%1-way %2-shot, within one alphabet, %3 tasks<th>right<th>95 % interval\n")
                .arg(outcome.ways)
                .arg(outcome.shots)
                .arg(outcome.model.total) +
            figuresRow("the network (best weights)", outcome.model) +
            figuresRow("nearest neighbour of the pixels (pixels-l2)", outcome.pixels) +
            QString("<tr><td>chance<td>%1 %<td></table>\n").arg(outcome.chancePercent(), 0, 'f', 1) +
            "<p>Intervals: " + html(wilsonMethod) + ". None of these characters was learnt from or selected on.</p>\n";
    text += "<h2>How it learnt</h2>\n" + picture(loss, "svg+xml", "Loss of each training step") +
            picture(accuracy, "svg+xml", "One-shot accuracy on validation characters during the training");
    text += "<h2>One of the tasks</h2>\n" + picture(sheet, "png", html(outcome.sheetCaption));
    text += "<h2>What was done</h2>\n<ul><li>Learnt from " + html(outcome.background) + "<li>Best weights chosen on " +
            html(outcome.validation) + "<li>Asked about " + html(outcome.test) + "<li>" +
            html(counted(outcome.run.training.parameters, "parameter")) + ", " +
            html(counted(outcome.run.training.images, "image")) + "</ul>\n";
    text +=
        "<p>The characters are the workbench's built-in glyphs, drawn by a program with a hand's variance.</p>\n"
        "<h2>How to go on</h2>\n<pre>" +
        html("oneshot evaluate --model " + run +
             " --lake all_runs.zip\n"
             "oneshot train --data images_background.zip --minutes 20\n"
             "oneshot-workbench") +
        "</pre>\n<p>Omniglot's files, images_background.zip and all_runs.zip, are in the folder python of the "
        "repository brendenlake/omniglot.</p>\n</html>\n";
    return text;
}

}  // namespace

std::vector<std::string> writeDemoSummary(const DemoOutcome& outcome, const FolderSaver& folder) {
    const OffscreenApplication application;

    const std::vector<MetricRow> metrics = readMetrics(outcome.run.directory / "metrics.csv");
    const CurveChart loss = lossChart(metrics), accuracy = accuracyChart(metrics, outcome.protocol);
    std::vector<std::string> written;
    const auto write = [&](std::string name, const QByteArray& bytes) {
        folder.write(name, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        written.push_back(std::move(name));
    };
    for (const char* suffix : {".png", ".svg"})
        for (const auto& [file, chart] : {std::pair("loss", &loss), std::pair("accuracy", &accuracy)}) {
            const std::string name = std::string(file) + suffix;
            write(name, report::encodeChart(*chart, QString::fromStdString(name)));
        }
    const QSize size(760, 420);
    write("summary.html", page(outcome, report::toSvg(loss, size), report::toSvg(accuracy, size)).toUtf8());
    return written;
}

}  // namespace oneshot::cli
#endif
