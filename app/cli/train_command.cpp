#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/run_printer.h"
#include "app/cli/training_options.h"
#include "core/data/data_spec.h"
#include "core/runs/run.h"
#include "core/runs/run_names.h"
#include "core/runs/run_record.h"

namespace oneshot::cli {
namespace {

struct Options : TrainingOptions {
    std::string out, resume, repeat;
    std::optional<std::int64_t> stopAt;
    bool json = false;
};

RunResult runOf(const Options& options, RunPrinter& printer, const std::stop_token& stop) {
    PauseToken pause;
    if (!options.resume.empty()) return resumeRun(runFolderOf(options.resume), options.stopAt, printer, stop, pause);
    if (!options.repeat.empty()) {
        RunRequest request = repeatedRun(runFolderOf(options.repeat));
        request.directory = options.out;
        if (options.stopAt) request.stopAt = options.stopAt;
        return startRun(request, printer, stop, pause);
    }
    requireData(options);
    return startRun({configOf(options), options.data, options.validation, options.out, options.stopAt, {}}, printer,
                    stop, pause);
}

Json pointJson(const ValidationPoint& point, const ValidationProtocol& protocol) {
    Json json{{"step", point.step}};
    json.update(accuracyPercentJson(point.accuracy));
    json["seen_characters"] = protocol.seenCharacters;
    return json;
}

Json protocolJson(const ValidationProtocol& protocol) {
    return {{"ways", protocol.ways},
            {"shots", protocol.shots},
            {"tasks", protocol.tasks},
            {"within_alphabet", protocol.withinAlphabet},
            {"seen_characters", protocol.seenCharacters},
            {"chance_percent", protocol.chancePercent()},
            {"pixels_l2", accuracyPercentJson(protocol.nearestNeighbour)},
            {"left_out", protocol.leftOut}};
}

double imagesPerSecond(const TrainingResult& training) {
    return training.seconds > 0 ? static_cast<double>(training.images) / training.seconds : 0;
}

Json resultJson(const RunResult& run, const RunRecord& record) {
    const ValidationProtocol protocol = record.protocol.value_or(ValidationProtocol{});
    const auto point = [&](const std::optional<ValidationPoint>& p) { return p ? pointJson(*p, protocol) : Json(); };
    return {{"run_dir", run.directory.string()},
            {"state", enumName(record.state)},
            {"end", record.state == RunState::Completed ? Json(enumName(record.end)) : Json()},
            {"steps", run.training.steps},
            {"images", run.training.images},
            {"seconds", run.training.seconds},
            {"images_per_second", imagesPerSecond(run.training)},
            {"parameters", run.training.parameters},
            {"best", point(run.training.best)},
            {"last", point(run.training.last)},
            {"validation", protocolJson(protocol)},
            {"held_out", record.protocol && !protocol.seenCharacters}};
}

/// First looks that this command made, not those before a resume.
Json earlyJson(const std::vector<ValidationPoint>& points, const RunRecord& record) {
    Json list = Json::array();
    for (const ValidationPoint& point : points) {
        list.push_back(pointJson(point, record.protocol.value_or(ValidationProtocol{})));
        list.back()["tasks"] = point.accuracy.total;
    }
    return list;
}

std::string summary(const RunResult& run, const RunRecord& record) {
    const TrainingResult& training = run.training;
    std::string text =
        fmt::format("{} after {} in {}, {}, {:.0f} a second\n", enumName(record.state), counted(training.steps, "step"),
                    duration(training.seconds), counted(training.images, "image"), imagesPerSecond(training));
    if (const std::string early = earlyEnd(record); !early.empty()) text += "Ended early: " + early + ".\n";
    const bool seen = record.protocol && record.protocol->seenCharacters;
    const auto line = [&](const char* name, const std::optional<ValidationPoint>& point) {
        if (point)
            text += fmt::format("{}   {:.1f} % ({}) at step {}{}\n", name, point->accuracy.percent(),
                                percent(point->accuracy.confidence95()), point->step,
                                seen ? ", of seen characters: no one-shot figure" : "");
    };
    line("best", training.best);
    line("last", training.last);
    return text + "run    " + run.directory.string();
}

/// Returns built-in glyphs that the run neither learnt from nor was selected on.
std::string unseenGlyphs(const RunRecord& record) {
    std::uint64_t seed = 99;
    const auto isSeen = [&](const std::string& spec) { return !spec.empty() && parseDataSpec(spec).seed == seed; };
    while (isSeen(record.data.background.spec) || isSeen(record.data.validation.spec)) ++seed;
    return fmt::format("glyphs:seed={}", seed);
}

int train(const Options& options) {
    Interrupt interrupt;
    Console console;
    RunPrinter printer(console);
    const RunResult run = runOf(options, printer, interrupt.token());
    const RunRecord record = readRunRecord(run.directory);
    if (options.json) {
        Json json = resultJson(run, record);
        json["warnings"] = printer.warnings();
        json["early_evaluations"] = earlyJson(printer.earlyEvaluations(), record);
        printJson(json);
    } else {
        print(summary(run, record));
    }

    const std::string directory = shellQuoted(run.directory.string());
    if (run.training.outcome == TrainingOutcome::Completed) {
        console.message(
            fmt::format("Evaluate it: oneshot evaluate --model {} --data {}", directory, unseenGlyphs(record)));
        return exitDone;
    }
    console.message("Saved. Go on with: oneshot train --resume " + directory);
    return interrupt.requested() ? exitInterrupted : exitDone;
}

}  // namespace

Command addTrainCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* train = app.add_subcommand("train", "Train a learner, or go on with a training");
    std::vector<CLI::Option*> newRunOptions = addTrainingOptions(*train, *options);
    CLI::Option* out = addOption(*train, "--out", options->out, "RUN_DIR",
                                 "Run directory, new or empty; one under the home folder if not given");
    addOption(*train, "--stop-at", options->stopAt, "STEP", "Stop after this step and save, as if interrupted there")
        ->check(wholeNumber(1, 1000000000));
    CLI::Option* resume = addOption(*train, "--resume", options->resume, "RUN_DIR",
                                    "Go on with this run, by its folder or name; all else is as it was");
    CLI::Option* repeat =
        addOption(*train, "--repeat", options->repeat, "RUN",
                  "Train again as a run did, to its last checkpoint: its directory or name, or its report as JSON")
            ->excludes(resume);
    resume->excludes(out);
    for (CLI::Option* option : newRunOptions) {
        resume->excludes(option);
        repeat->excludes(option);
    }
    addJsonOption(*train, options->json);
    train->footer(
        specHelp() + settingKeysHelp() +
        "\n\nExamples:\n"
        "  oneshot train --data glyphs --validation glyphs:seed=2 --minutes 5\n"
        "  oneshot train --preset koch2015 --data images_background.zip:not-alphabets=Greek+Latin \\\n"
        "      --validation images_background.zip:alphabets=Greek+Latin --steps 2000 --seed 7\n"
        "  oneshot train --preset koch2015 --data images_background.zip:not-alphabets=A1+...+A10,drawers=1-12 \\\n"
        "      --validation images_background.zip:alphabets=A1+...+A10,drawers=13-16 --minutes 600\n"
        "      (Koch et al.: 30 alphabets by 12 drawers, 10 by 4; to test 10 others by 4, drawers=17-20)\n"
        "  oneshot train --data glyphs --minutes 5 --set learning_rate=0.001 dropout=0.3\n"
        "  oneshot train --resume RUN_DIR\n"
        "  oneshot train --repeat report.json --out again");
    return {train, [options] { return oneshot::cli::train(*options); }};
}

}  // namespace oneshot::cli
