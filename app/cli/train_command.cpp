#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/run_printer.h"
#include "core/data/data_spec.h"
#include "core/runs/repeated_run.h"
#include "core/runs/run_directory.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string preset = "compact", data, validation, out, resume, repeat;
    std::vector<std::string> assignments;
    std::optional<std::string> seed, threads, device;  // text, for setSetting to check
    std::optional<std::int64_t> steps, stopAt;
    std::optional<double> minutes;
    bool json = false;
};

TrainingConfig configOf(const Options& options) {
    TrainingConfig config = presetNamed(options.preset).config;
    for (const std::string& assignment : options.assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorCode::InvalidSetting, "--set", "wants key=value, is \"" + assignment + '"',
                        "Write for example --set learning-rate=0.001.");
        setSetting(config, settingNamed(assignment.substr(0, equals)), assignment.substr(equals + 1));
    }
    for (const auto& [key, text] : {std::pair("seed", &options.seed), std::pair("threads", &options.threads),
                                    std::pair("device", &options.device)})
        if (*text) setSetting(config, settingNamed(key), **text);
    if (options.steps) config.steps = *options.steps;
    if (options.minutes) {
        config.steps = 0;
        config.minutes = *options.minutes;
    }
    requireValid(config);
    return config;
}

RunResult runOf(const Options& options, RunPrinter& printer, const Interrupt& interrupt) {
    PauseToken pause;
    if (!options.resume.empty()) return resumeRun(options.resume, options.stopAt, printer, interrupt.token(), pause);
    if (!options.repeat.empty()) {
        RepeatedRun run = repeatedRun(options.repeat);
        run.request.directory = options.out;
        if (options.stopAt) run.request.stopAt = options.stopAt;
        return startAgain(run, printer, interrupt.token(), pause);
    }
    if (options.data.empty())
        throw Error(ErrorCode::InvalidSetting, "--data", "is missing",
                    "Name a zip or folder in Omniglot's layout, or glyphs for the built-in ones.");
    return startRun({configOf(options), options.data, options.validation, options.out, options.stopAt, {}}, printer,
                    interrupt.token(), pause);
}

Json pointJson(const ValidationPoint& point, const ValidationProtocol& protocol) {
    Json json{{"step", point.step}};
    json.update(accuracyJson(point.accuracy));
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
            {"pixels_l2", accuracyJson(protocol.nearestNeighbour)},
            {"left_out", protocol.leftOut}};
}

double imagesPerSecond(const TrainingResult& training) {
    return training.seconds > 0 ? static_cast<double>(training.images) / training.seconds : 0;
}

Json resultJson(const RunResult& run, const RunRecord& record) {
    const ValidationProtocol protocol = record.protocol.value_or(ValidationProtocol{});
    const auto point = [&](const std::optional<ValidationPoint>& p) { return p ? pointJson(*p, protocol) : Json(); };
    return {{"run_dir", run.directory.string()},
            {"state", toString(record.state)},
            {"end", record.state == RunState::Completed ? Json(toString(record.end)) : Json()},
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

std::string summary(const RunResult& run, const RunRecord& record) {
    const TrainingResult& training = run.training;
    std::string text = std::string(toString(record.state)) + " after " + counted(training.steps, "step") + " in " +
                       duration(training.seconds) + ", " + counted(training.images, "image") +
                       format(", %.0f a second\n", imagesPerSecond(training));
    if (const std::string early = earlyEnd(record); !early.empty()) text += "Ended early: " + early + ".\n";
    const bool seen = record.protocol && record.protocol->seenCharacters;
    const auto line = [&](const char* name, const std::optional<ValidationPoint>& point) {
        if (point)
            text += format("%s   %.1f %% (%s) at step %lld%s\n", name, point->accuracy.percent(),
                           percent(point->accuracy.confidence95()).c_str(), static_cast<long long>(point->step),
                           seen ? ", of seen characters: no one-shot figure" : "");
    };
    line("best", training.best);
    line("last", training.last);
    return text + "run    " + run.directory.string();
}

/// Built-in glyphs that the run neither learnt from nor was selected on.
std::string unmetGlyphs(const RunRecord& record) {
    std::uint64_t seed = 99;
    const auto met = [&](const std::string& spec) { return !spec.empty() && parseDataSpec(spec).seed == seed; };
    while (met(record.background) || met(record.validation)) ++seed;
    return "glyphs:seed=" + std::to_string(seed);
}

int train(const Options& options) {
    Interrupt interrupt;
    Console console;
    RunPrinter printer(console, interrupt);
    const RunResult run = printer.watch([&] { return runOf(options, printer, interrupt); });
    const RunRecord record = readRunRecord(run.directory);
    if (options.json)
        printJson(resultJson(run, record));
    else
        print(summary(run, record));

    const std::string directory = shellQuoted(run.directory.string());
    if (run.training.state == TrainingState::Completed) {
        console.message("Question it: oneshot evaluate --model " + directory + " --data " + unmetGlyphs(record));
        return exitDone;
    }
    console.message("Saved. Go on with: oneshot train --resume " + directory);
    return interrupt.requested() ? exitInterrupted : exitDone;
}

/// The keys of --set by group, a group on one line or more.
std::string settingKeys() {
    std::string text, group, line;
    for (const Setting& setting : settings()) {
        if (setting.group != group || line.size() + setting.key.size() > 96) {
            text += line;
            line = format("\n  %-13s", setting.group == group ? "" : std::string(setting.group).c_str());
            group = setting.group;
        }
        line += ' ' + std::string(setting.key);
    }
    return text + line;
}

}  // namespace

Command addTrainCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* train = app.add_subcommand("train", "Train a learner, or go on with a training");
    std::vector<CLI::Option*> ofNewRuns{
        train->add_option("--preset", options->preset, "Named settings, see `oneshot presets`")
            ->type_name("NAME")
            ->capture_default_str(),
        train->add_option("--data", options->data, "Background set: what to learn from")->type_name("SPEC"),
        train->add_option("--validation", options->validation, "Characters to choose the best weights by")
            ->type_name("SPEC"),
        train->add_option("--out", options->out, "Run directory; a new one under the home folder if not given")
            ->type_name("RUN_DIR"),
        train->add_option("--seed", options->seed, "Of all that is random")->type_name("N"),
        train->add_option("--threads", options->threads, "Of tensor operations; 0: all cores")->type_name("T"),
        train->add_option("--device", options->device, "cpu or cuda")->type_name("NAME"),
        train->add_option("--set", options->assignments, "Any setting of the preset, key=value ...")
            ->type_name("KEY=VALUE"),
    };
    CLI::Option* steps = train->add_option("--steps", options->steps, "Length of the training")
                             ->type_name("N")
                             ->check(CLI::PositiveNumber);
    CLI::Option* minutes = train->add_option("--minutes", options->minutes, "Length of the training, by the clock")
                               ->type_name("X")
                               ->check(CLI::PositiveNumber)
                               ->excludes(steps);
    ofNewRuns.insert(ofNewRuns.end(), {steps, minutes});
    train->add_option("--stop-at", options->stopAt, "Stop after this step and save, as if interrupted there")
        ->type_name("STEP")
        ->check(CLI::PositiveNumber);
    CLI::Option* resume = train->add_option("--resume", options->resume, "Go on with this run; all else is as it was")
                              ->type_name("RUN_DIR");
    CLI::Option* repeat =
        train
            ->add_option("--repeat", options->repeat,
                         "Train again as a run did, to its last checkpoint: its directory, or its report as JSON")
            ->type_name("RUN")
            ->excludes(resume);
    for (CLI::Option* option : ofNewRuns) {
        resume->excludes(option);
        if (option->get_name() != "--out") repeat->excludes(option);
    }
    train->add_flag("--json", options->json, "Print the result as one JSON object");
    train->footer(
        "\nSPEC is PATH[:key=value,...] or glyphs[:key=value,...], PATH a zip or folder in Omniglot's layout.\n"
        "Keys: alphabets=A+B, not-alphabets=A+B, characters=a+b, drawers=1-12; of glyphs also seed=N,\n"
        "alphabet-count=N, characters-per-alphabet=N, drawer-count=N.\n\n"
        "Keys of --set (their meaning and values: `oneshot presets`):" +
        settingKeys() +
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
