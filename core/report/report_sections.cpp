#include "core/report/report_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "core/base/text.h"
#include "core/data/data_spec.h"
#include "core/runs/debiased_average.h"

namespace oneshot {
namespace {

using Series = ReportChart::Series;

std::string notMeasured(const std::string& why) {
    return "Not measured: " + why + '.';
}

std::string protocolText(const ValidationProtocol& p) {
    return fmt::format("{}-way {}-shot {}, {}", p.ways, p.shots,
                       p.withinAlphabet ? "within one alphabet" : "across alphabets", counted(p.tasks, "task"));
}

std::string wilsonText(const char* unit) {
    return fmt::format("{}, over {}", wilsonMethod, unit);
}

void addValidation(const RunRecord& run, ReportSection& section) {
    if (!run.protocol) return section.addText(notMeasured("the training ended before its first evaluation"));
    const ValidationProtocol& protocol = *run.protocol;
    section.addText(fmt::format("During the training, {} of characters that it {} from.", protocolText(protocol),
                                protocol.seenCharacters ? "learnt" : "did not learn"));
    ReportTable table = tableOf("lrrr", {"", "right", "95 % interval", "at step"});
    const auto add = [&](const char* name, const Accuracy& accuracy, const std::string& step) {
        table.rows.push_back({name, percentText(accuracy.percent()), intervalText(accuracy.confidence95()), step});
    };
    for (const auto& [name, point] : {std::pair("Best weights", &run.best), {"Last weights", &run.last}})
        if (*point)
            add(name, (*point)->accuracy, grouped((*point)->step));
        else
            table.rows.push_back({name, "not measured", "", ""});
    if (protocol.nearestNeighbour.total > 0) add("Nearest neighbour (pixels-l2)", protocol.nearestNeighbour, "");
    table.rows.push_back({"Chance", percentText(protocol.chancePercent()), "", ""});
    section.add(std::move(table));
    section.addNote("Intervals: " + wilsonText("tasks") + '.');
}

/// The fraction of same pairs that is recognised where at most `falsePositives` of the different ones pass for same.
double recognised(const std::vector<RocPoint>& curve, double falsePositives) {
    double result = 0;
    for (const RocPoint& point : curve)
        if (point.falsePositives <= falsePositives) result = std::max(result, point.truePositives);
    return result;
}

/// The curves of recorded verifications and their figures, if there are any.
void addVerification(const std::vector<RecordedFigure>& figures, ReportSection& section) {
    ReportChart chart = rocChart(figures);
    if (chart.series.empty()) return;
    ReportTable table = tableOf("llrrr", {"data", "question", "step", "area under the curve", "equal error rate"});
    constexpr std::array falsePositives{1, 5, 10, 20};  // percent
    for (const int percent : falsePositives)
        table.columns.push_back({fmt::format("recognised at {} %", percent), true});
    for (const RecordedFigure& figure : figures) {
        if (!figure.roc) continue;
        auto& row = table.rows.emplace_back(
            std::vector{withoutFolders(figure.on), figure.question, grouped(figure.step),
                        fmt::format("{:.4f}", figure.roc->areaUnderCurve), percentText(figure.roc->equalErrorPercent)});
        for (const int percent : falsePositives)
            row.push_back(percentText(100 * recognised(figure.roc->curve, percent / 100.0)));
    }
    section.addText("Same or different, whatever the threshold:");
    section.add(std::move(chart));
    section.add(std::move(table));
    section.addNote(
        "Recognised at 1 %: of the same pairs, where the threshold lets through 1 % of the different ones at most, by "
        "the points of the curve that were recorded.");
}

ReportSection results(const RunReport& report) {
    ReportSection section{"results", "Results", {}};
    addValidation(report.run, section);
    section.addText("Recorded by oneshot evaluate:");
    if (!report.recorded) {
        section.addText(notMeasured(report.recorded.why));
        return section;
    }
    ReportTable table = tableOf("llrrrrlrr", {"data", "question", "step", "tasks", "figure", "95 % interval", "method",
                                              "chance", "characters seen"});
    for (const RecordedFigure& figure : *report.recorded)
        table.rows.push_back({withoutFolders(figure.on), figure.question, grouped(figure.step), grouped(figure.trials),
                              percentText(figure.percent) + (figure.quantity == "error" ? " wrong" : " right"),
                              intervalText(figure.confidence95), figure.method,
                              figure.chancePercent ? percentText(*figure.chancePercent) : "",
                              grouped(figure.seenCharacters)});
    section.add(std::move(table));
    addVerification(*report.recorded, section);
    return section;
}

ReportSection curves(const RunReport& report) {
    ReportSection section{"curves", "Curves", {}};
    std::ranges::move(trainingCharts(report), std::back_inserter(section.blocks));
    if (!report.metrics) section.addText(notMeasured(report.metrics.why));
    return section;
}

std::string differenceText(const char* what, const PairedAnswers& both) {
    const Interval interval = both.difference95();
    return fmt::format("{}: {:+.1f} points, 95 % interval {:+.1f} to {:+.1f} ({}); p = {:.2g} ({}).", what,
                       both.differencePercent(), interval.low, interval.high, pairedMethod, both.mcNemarP(),
                       mcNemarMethod);
}

/// The row that begins with these cells and goes on with accuracy and interval of the model and of pixels-l2.
std::vector<std::string> answersRow(std::vector<std::string> row, const AnswersOfBoth& answers, std::string chance) {
    for (const Accuracy& accuracy : {answers.model, answers.nearestNeighbour}) {
        row.push_back(percentText(accuracy.percent()));
        row.push_back(intervalText(accuracy.confidence95()));
    }
    row.push_back(std::move(chance));
    return row;
}

void addAlphabets(const ReportedMeasurement& m, ReportSection& section) {
    std::string asked = fmt::format(
        "The {} weights (step {}) and pixels-l2 on the same {} within each alphabet of {}: {}, {} learnt from.",
        m.weights, grouped(m.step), counted(m.tasksPerAlphabet, "task"), withoutFolders(m.data.spec),
        counted(m.characters, "character"), m.seenCharacters ? "all" : "none of them");
    if (m.leftOut > 0) asked += " Left out, since learnt from: " + counted(m.leftOut, "character") + '.';
    section.addText(asked);
    ReportTable table = tableOf("lrrrrrrr", {"alphabet", "characters", "ways", "model", "95 % interval", "pixels-l2",
                                             "95 % interval", "chance"});
    table.lastIsSum = true;
    for (const AlphabetFigure& figure : m.alphabets)
        table.rows.push_back(answersRow({figure.alphabet, grouped(figure.characters), std::to_string(figure.ways)},
                                        figure.answers, percentText(100.0 / figure.ways)));
    if (!m.alphabets.empty()) {
        table.rows.push_back(answersRow({"All", grouped(m.characters), ""}, {m.paired.first(), m.paired.second()}, ""));
        section.add(std::move(table));
        section.addText(differenceText("Model minus pixels-l2", m.paired));
        section.addNote(
            fmt::format("Other intervals: {}; {}-shot; seed of the tasks {}.", wilsonText("tasks"), m.shots, m.seed));
    }
    for (const std::string& name : m.tooSmall)
        section.addNote(name + " was not asked for: too few characters or drawings.");
}

void addWays(const ReportedMeasurement& m, ReportSection& section) {
    if (m.againstWays.empty()) return section.addText(notMeasured("the data hold too few characters"));
    section.addText(fmt::format("Tasks across alphabets, {} for each number of ways; {}-shot.",
                                counted(m.tasksPerWays, "task"), m.shots));
    Series model{.name = "model", .markers = true}, pixels{.name = "pixels-l2", .markers = true},
        chance{.name = "chance"};
    ReportTable table = tableOf("rrrrrr", {"ways", "model", "95 % interval", "pixels-l2", "95 % interval", "chance"});
    const auto add = [](Series& series, int ways, const Accuracy& accuracy) {
        const Interval interval = accuracy.confidence95();
        series.x.push_back(ways);
        series.y.push_back(accuracy.percent());
        series.low.push_back(interval.low);
        series.high.push_back(interval.high);
    };
    for (const WaysFigure& figure : m.againstWays) {
        add(model, figure.ways, figure.answers.model);
        add(pixels, figure.ways, figure.answers.nearestNeighbour);
        table.rows.push_back(
            answersRow({std::to_string(figure.ways)}, figure.answers, percentText(100.0 / figure.ways)));
    }
    for (int ways = m.againstWays.front().ways; ways <= m.againstWays.back().ways; ++ways) {
        chance.x.push_back(ways);
        chance.y.push_back(100.0 / ways);
    }
    section.add(ReportChart{.title = "Accuracy against the number of ways",
                            .xLabel = "ways",
                            .yLabel = "right, %",
                            .series = {model, pixels, chance},
                            .percent = true});
    section.add(std::move(table));
    section.addNote("Intervals: " + wilsonText("tasks") + '.');
}

std::string caption(const HardTask& task) {
    const std::string answer = task.right              ? "Answered rightly"
                               : task.answered.empty() ? "A tie"
                                                       : "Answered: " + task.answered;
    return fmt::format("Asked: {}. {} (margin {:.2f}).", task.asked, answer, task.margin);
}

void addHardest(const ReportedMeasurement& m, ReportSection& section) {
    const bool pictures = !m.hardest.empty() && !m.hardest.front().sheet.pixels.empty();
    section.addNote(
        std::string("Of the tasks within alphabets, those with the smallest margin: the right way's share of the "
                    "support set less the largest other one.") +
        (pictures ? " Left the drawing in question, right the support set; a thick black frame marks the right way, a "
                    "thick grey one the answer."
                  : ""));
    ReportPictures sheets;
    for (const HardTask& task : m.hardest)
        sheets.pictures.push_back({caption(task), pictures ? std::vector{task.sheet} : std::vector<Image>()});
    section.add(std::move(sheets));
}

void addConfusions(const ReportedMeasurement& m, ReportSection& section) {
    if (m.confusions.empty()) return section.addText("No character was taken for another one.");
    ReportPictures pictures{{}, 5, false};
    ReportTable table = tableOf("llrr", {"asked", "answered", "times", "offered"});
    for (const Confusion& pair : m.confusions) {
        table.rows.push_back({pair.asked, pair.answered, grouped(pair.times), grouped(pair.offered)});
        if (!pair.askedDrawing.pixels.empty())
            pictures.pictures.push_back(
                {fmt::format("{} of {}", pair.times, pair.offered), {pair.askedDrawing, pair.answeredDrawing}});
    }
    section.addNote(
        "How often the left character was asked for and the right one answered, of the tasks that offered both.");
    if (!pictures.pictures.empty()) section.add(std::move(pictures));
    section.add(std::move(table));
}

void addPeople(const PeopleComparison& people, ReportSection& section) {
    const PairedAnswers& both = people.paired;
    ReportTable table = tableOf("lrr", {"", "right", "95 % interval"});
    for (const auto& [name, accuracy] : {std::pair(std::string("People"), both.first()), {people.model, both.second()}})
        table.rows.push_back({name, percentText(accuracy.percent()), intervalText(accuracy.confidence95())});
    const bool several = people.participants > 1;
    section.addText(fmt::format("{} and the model on the same {}, {}.",
                                people.participants == 1 ? "One person" : grouped(people.participants) + " people",
                                counted(both.total(), "trial"), people.question));
    section.add(std::move(table));
    section.addText(differenceText("People minus model", both));
    section.addNote(
        fmt::format("Other intervals: {}{}.", wilsonText("trials"),
                    several ? "; answers of one person depend on one another, so that they are too narrow" : ""));
}

/// The section that `add` fills, or why there is nothing to tell.
template <typename T>
ReportSection measuredSection(const char* id, const char* title, const Measured<T>& measured,
                              void (*add)(const T&, ReportSection&)) {
    ReportSection section{id, title, {}};
    if (measured)
        add(*measured, section);
    else
        section.addText(notMeasured(measured.why));
    return section;
}

ReportChart stepChart(const char* title, const char* yLabel, bool percent) {
    return {.title = title, .xLabel = "training step", .yLabel = yLabel, .percent = percent};
}

}  // namespace

std::string percentText(double percent) {
    return fmt::format("{:.1f} %", percent);
}

std::string intervalText(const Interval& interval) {
    return fmt::format("{:.1f} – {:.1f}", interval.low, interval.high);
}

std::vector<ReportSection> figureSections(const RunReport& report) {
    return {results(report),
            curves(report),
            measuredSection("alphabets", "Per alphabet", report.measured, addAlphabets),
            measuredSection("ways", "Accuracy against the number of ways", report.measured, addWays),
            measuredSection("hardest", "The hardest tasks", report.measured, addHardest),
            measuredSection("confused", "Characters most often confused", report.measured, addConfusions),
            measuredSection("people", "People against the model", report.people, addPeople)};
}

std::vector<ReportChart> trainingCharts(const RunReport& report) {
    if (!report.metrics) return {};
    std::map<std::string, Series> curves;  // by metric
    for (const MetricRow& row : *report.metrics) {
        curves[row.name].x.push_back(static_cast<double>(row.step));
        curves[row.name].y.push_back(row.value);
    }
    const auto add = [&](ReportChart& chart, const std::string& metric, const char* name, bool markers) {
        const auto found = curves.find(metric);
        if (found == curves.end()) return false;
        Series& series = chart.series.emplace_back(found->second);
        series.name = name;
        series.markers = markers;
        return true;
    };
    ReportChart loss = stepChart("Loss", "loss", false), accuracy = stepChart("One-shot accuracy", "right, %", true),
                presentations = stepChart("Accuracy by presentation", "right, %", true),
                rate = stepChart("Learning rate", "learning rate", false);
    if (add(loss, "loss", "each step", false)) {
        Series smoothed{.name = "moving average", .x = loss.series[0].x};
        DebiasedAverage average;
        for (const double value : loss.series[0].y) smoothed.y.push_back(average.add(value));
        loss.series[0].faint = true;
        loss.series.push_back(std::move(smoothed));
    }
    accuracy.tableInText = curves.contains("accuracy_percent");
    const auto addWithBounds = [&](ReportChart& chart, const std::string& metric, const char* name) {
        if (!add(chart, metric, name, true)) return;
        Series& series = chart.series.back();
        series.low = curves[lowBoundMetric(metric)].y;
        series.high = curves[highBoundMetric(metric)].y;
        if (series.low.size() != series.y.size() || series.high.size() != series.y.size())
            series.low.clear(), series.high.clear();
    };
    addWithBounds(accuracy, earlyMetric, "first looks, on few tasks");  // first: a text lists the last series
    addWithBounds(accuracy, "accuracy_percent", "accuracy");
    add(accuracy, "seen_accuracy_percent", "of characters learnt from", true);
    if (!accuracy.series.empty()) {
        const auto refer = [&](const char* name, double percent) {
            accuracy.references.emplace_back(fmt::format("{} {:.1f}", name, percent), percent);
        };
        if (const auto& protocol = report.run.protocol) {
            refer("chance", protocol->chancePercent());
            if (protocol->nearestNeighbour.total > 0) refer("pixels-l2", protocol->nearestNeighbour.percent());
        }
    }
    // The presentations of table 1 in Santoro et al. 2016.
    for (const auto& [number, name] : {std::pair(1, "1st"), {2, "2nd"}, {3, "3rd"}, {5, "5th"}, {10, "10th"}})
        add(presentations, presentationMetric(number), name, true);
    add(rate, "learning_rate", "learning rate", false);
    std::vector<ReportChart> charts{std::move(loss), std::move(accuracy), std::move(presentations), std::move(rate)};
    std::erase_if(charts, [](const ReportChart& chart) { return chart.series.empty(); });
    return charts;
}

ReportChart rocChart(const std::vector<RecordedFigure>& figures) {
    ReportChart chart{.title = "Same or different",
                      .xLabel = "different pairs taken for the same, %",
                      .yLabel = "same pairs recognised, %",
                      .percent = true};
    for (const RecordedFigure& figure : figures) {
        if (!figure.roc) continue;
        Series& series = chart.series.emplace_back();
        series.name = fmt::format("{}, {}, step {}", withoutFolders(figure.on), figure.question, figure.step);
        for (const RocPoint& point : figure.roc->curve) {
            series.x.push_back(100 * point.falsePositives);
            series.y.push_back(100 * point.truePositives);
        }
    }
    if (!chart.series.empty()) chart.series.push_back({.name = "chance", .x = {0, 100}, .y = {0, 100}});
    return chart;
}

}  // namespace oneshot
