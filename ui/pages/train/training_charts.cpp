#include "ui/pages/train/training_charts.h"

#include <QCoreApplication>

#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

constexpr double peopleOnOmniglot = 95.5;  // percent; Lake, Salakhutdinov, Tenenbaum 2015

QString tr(const char* text) {
    return QCoreApplication::translate("oneshot::ui::TrainPage", text);
}

report::CurveChart percentChart(const QString& title, const QString& xLabel) {
    report::CurveChart chart;
    chart.title = title;
    chart.xLabel = xLabel;
    chart.yLabel = tr("percent");
    chart.yRange = {0, 100};
    return chart;
}

report::ReferenceLine referenceLine(const QString& name, double percent) {
    return {QStringLiteral("%1 %2").arg(name, QString::number(percent, 'f', 1)), percent};
}

}  // namespace

report::CurveChart emptyLossChart() {
    report::CurveChart chart;
    chart.title = tr("Loss");
    chart.xLabel = tr("training step");
    chart.yLabel = tr("loss");
    chart.series.resize(2);
    chart.series[0].name = tr("each step");
    chart.series[0].faint = true;
    chart.series[1].name = tr("smoothed");
    return chart;
}

AccuracySeries::AccuracySeries(const ValidationProtocol& protocol) {
    if (protocol.seenTasks > 0) seen = static_cast<int>(count++);
    if (protocol.earlyTasks > 0) early = static_cast<int>(count++);
}

report::CurveChart emptyAccuracyChart(const ValidationProtocol& protocol) {
    const AccuracySeries places(protocol);
    report::CurveChart chart = percentChart(tr("One-shot accuracy"), tr("training step"));
    chart.series.resize(places.count);
    for (report::Series& series : chart.series) series.markers = true;
    chart.series[0].name = tr("accuracy");
    const auto name = [&](int place, const QString& words, int style) {
        if (place < 0) return;
        chart.series[static_cast<std::size_t>(place)].name = words;
        chart.series[static_cast<std::size_t>(place)].style = style;
    };
    name(places.seen, tr("of characters learnt from"), 1);
    name(places.early, tr("first looks, %1 tasks").arg(protocol.earlyTasks), 2);
    return chart;
}

report::CurveChart emptyPresentationChart() {
    report::CurveChart chart = percentChart(tr("Accuracy by presentation"), tr("drawing of a character"));
    chart.series = {presentationSeries({})};
    return chart;
}

report::Series presentationSeries(const std::vector<PresentationPoint>& points) {
    report::Series series;
    series.name = tr("accuracy");
    series.markers = true;
    for (const PresentationPoint& point : points)
        series.append(static_cast<double>(series.x.size() + 1), point.accuracy.percent(), point.confidence95.low,
                      point.confidence95.high);
    return series;
}

std::vector<report::ReferenceLine> accuracyReferences(const session::RunFacts& facts) {
    const ValidationProtocol& protocol = facts.protocol;
    std::vector<report::ReferenceLine> lines{referenceLine(tr("chance"), protocol.chancePercent())};
    if (protocol.nearestNeighbour.total > 0)
        lines.push_back(referenceLine(tr("nearest neighbour"), protocol.nearestNeighbour.percent()));
    if (facts.omniglot && protocol.ways == 20 && protocol.shots == 1 && protocol.withinAlphabet &&
        !protocol.seenCharacters)
        lines.push_back(referenceLine(tr("people"), peopleOnOmniglot));
    return lines;
}

report::ReferenceLine presentationChance(const ValidationProtocol& protocol) {
    return referenceLine(tr("chance"), 100.0 / protocol.episodeWays);
}

QString protocolText(const ValidationProtocol& protocol) {
    QString text = tr("%1-way %2-shot %3, %4")
                       .arg(protocol.ways)
                       .arg(protocol.shots)
                       .arg(protocol.withinAlphabet ? tr("within alphabets") : tr("across alphabets"))
                       .arg(session::counted(protocol.tasks, tr("1 task"), tr("%1 tasks")));
    if (protocol.seenCharacters) text += tr(" · seen characters");
    return text;
}

QString presentationText(const ValidationProtocol& protocol) {
    return tr("%1 ways, last evaluation").arg(protocol.episodeWays);
}

}  // namespace oneshot::ui
