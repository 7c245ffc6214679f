#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "app/cli/demo_summary.h"
#include "app/cli/run_printer.h"
#include "app/cli/training_options.h"
#include "core/base/save_folder.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/evaluation/task_evaluation.h"
#include "core/files/png.h"
#include "core/models/baselines.h"
#include "core/models/models.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_record.h"
#include "core/runs/run_trash.h"
#include "core/tasks/task_sampler.h"
#include "core/tasks/task_sheet.h"
#include "core/training/presets.h"

namespace oneshot::cli {
namespace {

namespace fs = std::filesystem;

// Three seeds, three sets of characters.
constexpr const char* backgroundSpec = "glyphs:seed=1001,alphabet-count=20,drawer-count=10";
constexpr const char* validationSpec = "glyphs:seed=2001,alphabet-count=6,drawer-count=8";
constexpr const char* testSpec = "glyphs:seed=3001,alphabet-count=10,drawer-count=8";
constexpr TaskSettings testTasks{20, 1, true, 1};
constexpr int testTaskCount = 400;

constexpr const char* unfinishedName = "run.unfinished";  // the run until all else is there

struct Options {
    std::string out;
    double minutes = 1.25;
    bool overwrite = false, json = false;
};

TrainingConfig shortTraining(double minutes) {
    TrainingConfig config = presetNamed("compact").config;
    config.length.steps = 0;
    config.length.minutes = minutes;
    config.optimiser.warmupSteps = 20;
    config.validation.intervalSteps = 15;
    config.validation.tasks = 200;
    return config;
}

fs::path newFolder() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char stamp[32];
    std::strftime(stamp, sizeof stamp, "demo-%Y-%m-%d_%H%M%S", &parts);
    return homeFolder() / stamp;
}

std::string described(const Dataset& data) {
    return fmt::format("{} ({})", charactersText(data), data.name);
}

/// Prints the training and keeps what the summary says of its data.
class DemoPrinter : public RunPrinter {
  public:
    DemoPrinter(Console& console, DemoOutcome& outcome) : RunPrinter(console), outcome_(outcome) {}

    void onData(const Dataset& background, const Dataset& validation) override {
        outcome_.background = described(background);
        outcome_.validation = described(validation);
        RunPrinter::onData(background, validation);
    }
    void onStarted(const ValidationProtocol& protocol, std::int64_t parameters) override {
        outcome_.protocol = protocol;
        RunPrinter::onStarted(protocol, parameters);
    }

  private:
    DemoOutcome& outcome_;
};

/// Asks the best weights and the pixels the same tasks on characters that neither has met.
void evaluateUnseen(DemoOutcome& outcome, Console& console, const std::stop_token& stop) {
    const Dataset data = openDataset(parseDataSpec(testSpec), console.counter("drawing unseen glyphs"), stop);
    const std::vector<Task> tasks = TaskSampler(data, testTasks).take(testTaskCount);
    const ModelPtr model = openModel(outcome.run.directory.string());
    const TaskResults answers = evaluateTasks(*model, data, tasks, {}, console.counter("evaluating"), stop);
    if (answers.seenCharacters > 0)
        throw Error(ErrorCode::Failed, testSpec, counted(answers.seenCharacters, "character") + " was learnt from");
    outcome.test = described(data);
    outcome.ways = testTasks.ways;
    outcome.shots = testTasks.shots;
    outcome.model = answers.accuracy();
    outcome.pixels =
        evaluateTasks(*makePixelsL2(), data, tasks, {}, console.counter("comparing pixels"), stop).accuracy();
    outcome.sheet = taskSheet(data, tasks.front());
    outcome.sheetCaption = fmt::format(
        "Left: the drawing in question. Right: the support set, the right answer in a thick frame. The network was {}.",
        answers.outcomes.front().right ? "right" : "wrong");
}

Json resultJson(const DemoOutcome& outcome, const std::vector<fs::path>& files) {
    Json names = Json::array();
    for (const fs::path& file : files) names.push_back(file.string());
    return {{"out", outcome.folder.string()},
            {"run_dir", outcome.run.directory.string()},
            {"seconds", outcome.seconds},
            {"steps", outcome.run.training.steps},
            {"ways", outcome.ways},
            {"shots", outcome.shots},
            {"tasks", outcome.model.total},
            {"within_alphabet", testTasks.withinAlphabet},
            {"model", accuracyPercentJson(outcome.model)},
            {"pixels_l2", accuracyPercentJson(outcome.pixels)},
            {"chance_percent", outcome.chancePercent()},
            {"beats_pixels_l2", outcome.beatsPixels()},
            {"files", names}};
}

std::string resultText(const DemoOutcome& outcome, const std::vector<fs::path>& files) {
    const auto line = [](const char* name, const Accuracy& accuracy) {
        return fmt::format("  {:12} {:5.1f} %  ({})\n", name, accuracy.percent(), percent(accuracy.confidence95()));
    };
    std::string text = fmt::format("{}-way {}-shot within one alphabet, {} tasks on unseen glyphs, 95 % intervals:\n",
                                   outcome.ways, outcome.shots, outcome.model.total) +
                       line("network", outcome.model) + line("pixels-l2", outcome.pixels) +
                       fmt::format("  {:12} {:5.1f} %\n", "chance", outcome.chancePercent()) +
                       (outcome.beatsPixels() ? "The network beats pixels-l2" : "The network did NOT beat pixels-l2") +
                       ", after " + duration(outcome.seconds) + " in all.\n";
    for (const fs::path& file : files) text += "  " + file.string() + '\n';
    return text + "  " + outcome.run.directory.string();
}

/// True if the run has the data and the settings of a demonstration, whatever its minutes.
bool isDemonstrationRun(const fs::path& run) try {
    const RunRecord record = readRunRecord(run);
    TrainingConfig config = shortTraining(Options().minutes);
    config.length.minutes = record.config.length.minutes;
    return record.config == config && record.data.background.spec == toString(parseDataSpec(backgroundSpec)) &&
           record.data.validation.spec == toString(parseDataSpec(validationSpec));
} catch (const Error&) {
    return false;
}

/// Throws Error(InvalidSetting) if something is there that no demonstration made, or that is being trained.
void requireReplaceable(const fs::path& run) {
    std::error_code none;
    if (!fs::exists(fs::symlink_status(run, none))) return;
    if (!isDemonstrationRun(run))
        throw Error(ErrorCode::InvalidSetting, run.string(),
                    "it was not made by a demonstration like this one, and is not replaced",
                    "Move it away, or choose another folder.");
    if (isLocked(run))
        throw Error(ErrorCode::InvalidSetting, run.string(), "another process is training this run",
                    "Wait for it, or stop it first.");
}

/// Deletes the run. Throws as moveToTrash().
void removeRun(const fs::path& run) {
    if (!fs::exists(run)) return;
    const fs::path trashed = moveToTrash(run);
    std::error_code ignored;
    fs::remove_all(trashed, ignored);
    fs::remove(trashed.parent_path(), ignored);  // where nothing else is in it
}

/// True if the folder holds nothing but what an unfinished demonstration left.
bool holdsUnfinishedAlone(const fs::path& folder) {
    std::error_code none;
    return fs::exists(folder / unfinishedName, none) &&
           std::ranges::all_of(fs::directory_iterator(folder, none), [](const fs::directory_entry& entry) {
               const std::string name = entry.path().filename().string();
               return name == unfinishedName || name.starts_with('.');
           });
}

/// Trains beside what an earlier demonstration left, which stays until all of the new is there.
RunResult trained(const Options& options, DemoOutcome& outcome, Console& console, const std::stop_token& stop) {
    const fs::path run = outcome.folder / unfinishedName;
    requireFreeFolder(outcome.folder, options.overwrite || holdsUnfinishedAlone(outcome.folder));
    requireReplaceable(outcome.finalRun());
    if (fs::exists(run / "run.json")) {
        requireReplaceable(run);
        removeRun(run);
    }
    PauseToken pause;
    DemoPrinter printer(console, outcome);
    return startRun({shortTraining(options.minutes), backgroundSpec, validationSpec, run, {}, {}}, printer, stop,
                    pause);
}

/// Writes the pictures and the page, and only then replaces an earlier demonstration. Returns the files.
std::vector<fs::path> putInPlace(DemoOutcome& outcome, [[maybe_unused]] Console& console) {
    FolderSaver saver(outcome.folder, true);
    std::vector<std::string> names{"task.png"};
    saver.write(names.front(), encodePng(outcome.sheet));
#ifdef ONESHOT_WITH_UI
    for (std::string& name : writeDemoSummary(outcome, saver)) names.push_back(std::move(name));
#else
    console.message("This build is without Qt: no curves and no summary page.");
#endif
    removeRun(outcome.finalRun());
    std::error_code failed;
    fs::rename(outcome.run.directory, outcome.finalRun(), failed);
    if (failed)
        throw Error(ErrorCode::Failed, outcome.run.directory.string(), "cannot be renamed: " + failed.message(),
                    "Allow writing to its folder.");
    outcome.run.directory = outcome.finalRun();
    saver.save();
    std::vector<fs::path> files;
    for (const std::string& name : names) files.push_back(outcome.folder / name);
    return files;
}

int demo(const Options& options) {
    const auto start = std::chrono::steady_clock::now();
    Interrupt interrupt;
    Console console;
    DemoOutcome outcome;
    outcome.folder = options.out.empty() ? newFolder() : fs::path(options.out);
    outcome.run = trained(options, outcome, console, interrupt.token());
    const std::string run = shellQuoted(outcome.run.directory.string());
    if (outcome.run.training.outcome != TrainingOutcome::Completed) {
        console.message("Saved. Go on with: oneshot train --resume " + run + ", or begin again: oneshot demo --out " +
                        shellQuoted(outcome.folder.string()) + (options.overwrite ? " --overwrite" : ""));
        return exitInterrupted;
    }
    if (!unlessStopped([&] { evaluateUnseen(outcome, console, interrupt.token()); })) {
        console.message("The training is saved. Evaluate it: oneshot evaluate --model " + run + " --data " + testSpec +
                        " --within-alphabet");
        return exitInterrupted;
    }

    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const std::vector<fs::path> files = putInPlace(outcome, console);
    options.json ? printJson(resultJson(outcome, files)) : print(resultText(outcome, files));
    return outcome.beatsPixels() ? exitDone : exitFailed;
}

}  // namespace

Command addDemoCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* demo = app.add_subcommand(
        "demo", "A short training on built-in glyphs, an evaluation against pixels, curves and a summary page");
    addOption(*demo, "--out", options->out, "DIR",
              "Write all of it here; a new folder under the home folder if not given");
    addOverwriteOption(*demo, options->overwrite);
    addChecked(*demo, "--minutes", options->minutes, "X", minutesCheck(), "Length of the training");
    addJsonOption(*demo, options->json);
    demo->footer(
        "\nNeeds no display, no data and no network. Exit status 1 if the learner did not beat pixels-l2.\n"
        "Trains in DIR/run.unfinished, which becomes DIR/run when the pictures are there too; until then all that an\n"
        "earlier demonstration left in DIR stays. After one that was stopped the next begins again; it needs no\n"
        "--overwrite where DIR holds nothing else. A run that no demonstration made is never replaced.\n\n"
        "Example:\n  oneshot demo --out demo && xdg-open demo/summary.html");
    return {demo, [options] { return oneshot::cli::demo(*options); }};
}

}  // namespace oneshot::cli
