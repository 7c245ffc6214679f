#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/command.h"
#include "app/cli/run_printer.h"
#include "app/cli/training_options.h"
#include "core/training/presets.h"
#include "core/training/settings.h"

namespace oneshot::cli {
namespace {

struct Options : TrainingOptions {
    std::vector<std::string> ranges;
    std::optional<int> trials;
    std::string out, resume;
    bool noEarlyStop = false, json = false;
};

constexpr int defaultTrials = 20;

/// "learning_rate=0.001 logit_scale=10"
std::string valuesText(const Search& search, const SearchTrial& trial) {
    std::string text;
    for (std::size_t i = 0; i < search.ranges.size(); ++i)
        text += fmt::format("{}{}={:g}", text.empty() ? "" : " ", search.ranges[i].key, trial.values[i]);
    return text;
}

/// "61.5 % (56.6 .. 66.1)"; "none" without an accuracy.
std::string accuracyText(const SearchTrial& trial) {
    if (!trial.accuracy) return "none";
    return fmt::format("{:.1f} % ({})", trial.accuracyPercent(), percent(trial.accuracy->confidence95()));
}

/// Shows a search on standard error: its data, each trial with its result, and between them a line of progress.
class SearchPrinter final : public RunPrinter {
  public:
    using RunPrinter::RunPrinter;

    void onSearch(const std::filesystem::path& directory, const Search& search) override {
        const auto trials = std::ssize(search.trials);
        Console::message("Search: " + directory.string() +
                         (trials > 0 ? ", goes on after " + counted(trials, "trial") : ""));
    }
    void onTrial(const Search& search, const SearchTrial& trial) override {
        Console::message(fmt::format("Trial {} of {}: {}", trial.number, search.trialCount, valuesText(search, trial)));
    }
    void onTrialEnd(const Search&, const SearchTrial& trial) override {
        Console::message(fmt::format("Trial {} {} after {} in {}: {}", trial.number, enumName(trial.state),
                                     counted(trial.steps, "step"), duration(trial.seconds),
                                     trial.accuracy ? "accuracy " + accuracyText(trial) : trial.failure));
    }
    void onDamagedTrial(const SearchTrial& trial, const std::string& problem) override {
        Console::message(fmt::format("Trial {} begins again: its run is damaged and kept beside as .damaged ({}).",
                                     trial.number, problem));
    }
    void onNotice(const std::string& sentence) override {
        if (std::exchange(lastNotice_, sentence) != sentence) RunPrinter::onNotice(sentence);
    }
    void onData(const Dataset& background, const Dataset& validation) override {
        if (!std::exchange(dataShown_, true)) RunPrinter::onData(background, validation);
    }
    void onStarted(const ValidationProtocol& protocol, std::int64_t parameters) override {
        if (!std::exchange(protocolShown_, true)) RunPrinter::onStarted(protocol, parameters);
    }
    void onDirectory(const std::filesystem::path&) override {}
    void onEvaluation(const ValidationPoint&) override {}
    void onEarlyEvaluation(const ValidationPoint&) override {}

  private:
    bool dataShown_ = false, protocolShown_ = false;  ///< they are the same for every trial
    std::string lastNotice_;                          ///< every trial may repeat it
};

SearchRequest requestOf(const Options& options) {
    requireData(options);
    if (!options.steps && !options.minutes)
        throw Error(ErrorCode::InvalidSetting, "search", "needs --steps or --minutes",
                    "Name the steps of each trial, or the minutes of the whole search.");
    SearchRequest request;
    request.background = options.data;
    request.validation = options.validation;
    request.trials = options.trials.value_or(defaultTrials);
    request.stopsHopeless = !options.noEarlyStop;
    request.directory = options.out;
    TrainingOptions trialOptions = options;
    if (trialOptions.minutes) *trialOptions.minutes /= request.trials;
    request.config = configOf(trialOptions);
    for (const std::string& range : options.ranges) request.ranges.push_back(parseSearchRange(range));
    return request;
}

/// Returns the command that trains the trial's configuration for as long as its preset does.
std::string trainCommand(const Search& search, const SearchTrial& trial) {
    const TrainingConfig config = search.configOf(trial), preset = presetNamed(config.preset).config;
    std::string changes;
    for (const Setting& setting : settings()) {
        const std::string value = settingText(config, setting);
        if (setting.key == "steps" || setting.key == "minutes" || value == settingText(preset, setting)) continue;
        changes += (changes.empty() ? " --set " : " ") + shellQuoted(fmt::format("{}={}", setting.key, value));
    }
    return fmt::format("oneshot train --preset {} --data {} --validation {}{}", config.preset,
                       shellQuoted(search.data.background.spec), shellQuoted(search.data.validation.spec), changes);
}

Json trialJson(const SearchResult& result, const SearchTrial& trial) {
    Json json = toJson(result.search, trial);
    json["run_dir"] = trialDirectory(result.directory, trial.number).string();
    return json;
}

Json resultJson(const SearchResult& result) {
    Json trials = Json::array(), best;
    double seconds = 0;
    for (const SearchTrial& trial : result.search.trials) {
        trials.push_back(trialJson(result, trial));
        seconds += trial.seconds;
    }
    if (const SearchTrial* trial = result.search.best()) {
        best = trialJson(result, *trial);
        best["train_command"] = trainCommand(result.search, *trial);
    }
    return {{"search_dir", result.directory.string()},
            {"state", result.complete ? "completed" : "stopped"},
            {"trial_count", result.search.trialCount},
            {"seconds", seconds},
            {"best", best},
            {"trials", trials}};
}

std::string tableText(const Search& search) {
    std::string text = "trial  ";
    std::vector<int> widths;
    for (const SearchRange& range : search.ranges) {
        widths.push_back(std::max(12, static_cast<int>(range.key.size())));
        text += fmt::format("{:{}}  ", range.key, widths.back());
    }
    text += "validation accuracy    state\n";
    for (const SearchTrial& trial : search.trials) {
        text += fmt::format("{:4}{}  ", trial.number, &trial == search.best() ? '*' : ' ');
        for (std::size_t i = 0; i < widths.size(); ++i) text += fmt::format("{:<{}g}  ", trial.values[i], widths[i]);
        text += fmt::format("{:22} ", accuracyText(trial)) +
                (trial.ended() ? std::string(enumName(trial.state)) : "interrupted") + '\n';
    }
    return text;
}

std::string summary(const SearchResult& result) {
    std::string text = tableText(result.search);
    if (const SearchTrial* best = result.search.best())
        text +=
            fmt::format("\nbest    trial {}: {}, accuracy {}\nrun     {}\nlonger  {}\n", best->number,
                        valuesText(result.search, *best), accuracyText(*best),
                        trialDirectory(result.directory, best->number).string(), trainCommand(result.search, *best));
    return text + "search  " + result.directory.string();
}

int search(const Options& options) {
    Interrupt interrupt;
    Console console;
    SearchPrinter printer(console);
    PauseToken pause;
    const SearchResult result = options.resume.empty()
                                    ? startSearch(requestOf(options), printer, interrupt.token(), pause)
                                    : resumeSearch(options.resume, options.trials, printer, interrupt.token(), pause);
    if (options.json) {
        Json json = resultJson(result);
        json["warnings"] = printer.warnings();
        printJson(json);
    } else {
        print(summary(result));
    }
    if (!result.complete) {
        console.message("Saved. Go on with: oneshot search --resume " + shellQuoted(result.directory.string()));
        return exitInterrupted;
    }
    if (result.search.best()) return exitDone;
    console.message("oneshot: no trial has an accuracy. Search among other values.");
    return exitFailed;
}

}  // namespace

Command addSearchCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("search", "Search for the best values of settings, or go on with a search");
    std::vector<CLI::Option*> newSearchOptions = addTrainingOptions(*command, *options);
    command->get_option("--validation")->description("Characters to compare the trials by");
    command->get_option("--steps")->description("Length of each trial");
    command->get_option("--minutes")
        ->description("Of the whole search by the clock: each trial trains for a share of it, as long as any other");
    newSearchOptions.insert(
        newSearchOptions.end(),
        {addOption(*command, "--range", options->ranges, "RANGE",
                   "A setting to search, KEY=LOW:HIGH, or KEY=LOW:HIGH:log for evenly in its logarithm"),
         command->add_flag("--no-early-stop", options->noEarlyStop, "Train hopeless trials to their end too"),
         addOption(*command, "--out", options->out, "DIR",
                   "Where to search; a new folder under the home folder if not given")});
    addOption(*command, "--trials", options->trials, "N", "How many values to try; with --resume, more than before")
        ->check(wholeNumber(1, 1000))
        ->default_str(fmt::to_string(defaultTrials));
    CLI::Option* resume =
        addOption(*command, "--resume", options->resume, "DIR", "Go on with this search; all else is as it was");
    for (CLI::Option* option : newSearchOptions) resume->excludes(option);
    addJsonOption(*command, options->json);
    command->footer(
        "\nEach trial is a run in DIR/trials, which report, evaluate and train --resume take as any other;\n"
        "DIR/search.json lists them all. The optimiser, DIRECT-L, begins in the middle of all ranges and is\n"
        "deterministic: an interrupted search goes on as if it had not been, if its length is in steps. All trials "
        "have\n"
        "the same seed. A trial is hopeless, and stopped early, if its best accuracy so far is below the median of "
        "what\n"
        "completed trials had on average by then. Of a list one number is searched: maps.1 is its first. The accuracy "
        "of\n"
        "the best trial is a little too high, since it was chosen by it.\n" +
        specHelp() + settingKeysHelp() +
        "\n\nExamples:\n"
        "  oneshot search --data glyphs --validation glyphs:seed=2 --range learning_rate=0.0001:0.1:log \\\n"
        "      --range logit_scale=1:100:log --trials 20 --minutes 60\n"
        "  oneshot search --preset koch2015 --data images_background.zip:not-alphabets=Greek+Latin \\\n"
        "      --validation images_background.zip:alphabets=Greek+Latin --steps 500 \\\n"
        "      --range layer_rates.1=0.0001:0.1:log --range layer_rates.5=0.0001:0.1:log --range maps.1=16:256\n"
        "  oneshot search --resume DIR --trials 40");
    return {command, [options] { return search(*options); }};
}

}  // namespace oneshot::cli
