#include "app/cli/run_printer.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/dataset_text.h"
#include "core/base/text.h"

namespace oneshot::cli {
namespace {

std::string described(const Dataset& data) {
    return fmt::format("{}: {}, {}", data.name, charactersText(data), counted(data.drawingCount(), "drawing"));
}

}  // namespace

void RunPrinter::onReading(const std::string& spec, std::int64_t done, std::int64_t total) {
    if (spec != reading_) counter_ = console_.counter("reading " + spec);
    reading_ = spec;
    counter_(done, total);
}

void RunPrinter::onData(const Dataset& background, const Dataset& validation) {
    const auto strokes = std::ranges::count_if(background.drawingIds(),
                                               [&](DrawingId id) { return !background.drawings[id].strokes.empty(); });
    console_.message("Learns from " + described(background) +
                     (strokes == 0                           ? " without strokes"
                      : strokes == background.drawingCount() ? " with strokes"
                                                             : ", " + grouped(strokes) + " of them with strokes"));
    console_.message(validation.empty() ? "No validation set: evaluations are of seen characters, and best is last."
                                        : "Validates on " + described(validation));
    warnings_ = Json::array();
    for (const Dataset* data : {&background, &validation})
        for (Json& warning : showWarnings(*data)) warnings_.push_back(std::move(warning));
}

void RunPrinter::onDamagedCheckpoint(const std::string& problem, std::int64_t step) {
    console_.message("The last checkpoint is damaged and kept beside as .damaged (" + problem +
                     "). Goes on from the one before, step " + grouped(step) + '.');
}

void RunPrinter::onNotice(const std::string& sentence) {
    console_.message("Warning: " + sentence);
}

void RunPrinter::onDirectory(const std::filesystem::path& directory) {
    console_.message("Run: " + directory.string());
}

void RunPrinter::onStarted(const ValidationProtocol& protocol, std::int64_t parameters) {
    if (!protocol.leftOut.empty())
        console_.message("Left out of validation, since the background set holds them too: " +
                         counted(std::ssize(protocol.leftOut), "character") + ", first " + protocol.leftOut.front());
    console_.message(counted(parameters, "parameter") + "; evaluated on " + counted(protocol.tasks, "task") + ", " +
                     fmt::format("{}-way {}-shot, {}; chance {:.1f} %, nearest neighbour {:.1f} %", protocol.ways,
                                 protocol.shots, protocol.withinAlphabet ? "within one alphabet" : "across alphabets",
                                 protocol.chancePercent(), protocol.nearestNeighbour.percent()));
}

void RunPrinter::onProgress(const Progress& progress) {
    console_.progress(progress.step, progress.totalSteps, [&] {
        std::string text = "step " + grouped(progress.step);
        if (progress.totalSteps > 0) text += " of " + grouped(progress.totalSteps);
        if (progress.remainingSeconds >= 0) text += ", " + duration(progress.remainingSeconds) + " left";
        text += fmt::format(", {:.0f} images a second, loss {:.4f}", progress.imagesPerSecond, progress.loss);
        return text;
    });
}

void RunPrinter::onEvaluation(const ValidationPoint& point) {
    const std::string seen = point.seen ? fmt::format("  seen characters {:5.1f} %", point.seen->percent()) : "";
    console_.message(fmt::format("step {:6}  {}  accuracy {:5.1f} % ({}){}{}", point.step, duration(point.seconds),
                                 point.accuracy.percent(), percent(point.accuracy.confidence95()), seen,
                                 point.best ? "  best" : ""));
    if (point.byPresentation.empty()) return;
    std::string line = "             by presentation";
    for (const PresentationPoint& each : point.byPresentation) line += fmt::format(" {:5.1f}", each.accuracy.percent());
    console_.message(line + " %");
}

/// Says in each line that it is no validated figure: a log may be read from anywhere.
void RunPrinter::onEarlyEvaluation(const ValidationPoint& point) {
    early_.push_back(point);
    console_.message(fmt::format("step {:6}  {}  first look {:5.1f} % ({}) of {}, counts for nothing", point.step,
                                 duration(point.seconds), point.accuracy.percent(),
                                 percent(point.accuracy.confidence95()), counted(point.accuracy.total, "task")));
}

}  // namespace oneshot::cli
