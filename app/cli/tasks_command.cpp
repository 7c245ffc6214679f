#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "core/base/save_folder.h"
#include "core/base/utf8.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/files/png.h"
#include "core/tasks/task_sampler.h"
#include "core/tasks/task_sheet.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string data, out;
    TaskSettings settings;
    int count = 10;
    bool overwrite = false;
};

std::string nameOf(const Dataset& data, CharacterId id) {
    return oneLine(data.alphabets[id.alphabet].name + '/' + data.character(id).name);
}

std::string drawerOf(const Dataset& data, DrawingId id) {
    const int drawer = data.drawings[id].drawer;
    return drawer > 0 ? fmt::to_string(drawer) : "unknown";
}

std::string listing(const Dataset& data, const Task& task, int number) {
    const Way& answer = task.ways[task.answer];
    std::string text =
        fmt::format("task {}: {} by drawer {}; answer {} of {}\n", number, nameOf(data, answer.character),
                    drawerOf(data, task.query), task.answer + 1, task.ways.size());
    for (std::size_t way = 0; way < task.ways.size(); ++way) {
        text += fmt::format("  {:3}  {:40} drawer", way + 1, nameOf(data, task.ways[way].character));
        for (const DrawingId id : task.ways[way].drawings) text += ' ' + drawerOf(data, id);
        text += '\n';
    }
    return text;
}

int tasks(const Options& options) {
    Interrupt interrupt;
    Console console;
    const Dataset data =
        openDataset(parseDataSpec(options.data), console.counter("reading " + options.data), interrupt.token());
    showWarnings(data);
    TaskSampler sampler(data, options.settings);
    std::optional<FolderSaver> folder;
    if (!options.out.empty()) folder.emplace(options.out, options.overwrite);
    bool pictures = true;
    const auto written = console.counter("writing task sheets");
    for (int number = 1; number <= options.count && !isOutputClosed(); ++number) {
        throwIfStopped(interrupt.token());
        const Task task = sampler.next();
        if (!folder) {
            print(listing(data, task, number));
            continue;
        }
        const std::string stem = fmt::format("task-{:04}", number);
        const Image sheet = taskSheet(data, task);
        if (sheet.pixels.empty())
            pictures = false;
        else
            folder->write(stem + ".png", encodePng(sheet));
        folder->write(stem + ".json", taskJson(data, task).dump(2) + '\n');
        written(number, options.count);
    }
    if (!folder) return exitDone;
    folder->save();
    print(counted(options.count, "task sheet") +
          (pictures ? " (PNG and JSON) in " : " (JSON; vectors have no picture) in ") + options.out);
    return exitDone;
}

}  // namespace

Command addTasksCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* tasks = app.add_subcommand("tasks", "List one-shot tasks, or write them as sheets for people");
    addOption(*tasks, "--data", options->data, "SPEC", "Draw the tasks from this dataset")->required();
    addChecked(*tasks, "--ways", options->settings.ways, "N", wholeNumber(2, 100000), "Characters in a support set");
    addChecked(*tasks, "--shots", options->settings.shots, "K", wholeNumber(1, 1000), "Drawings of each");
    addChecked(*tasks, "--count", options->count, "C", wholeNumber(1, 1000000), "How many tasks");
    tasks->add_flag("--within-alphabet", options->settings.withinAlphabet, "All ways of a task from one alphabet");
    addChecked(*tasks, "--seed", options->settings.seed, "N", wholeNumber(0), "Seed of the tasks");
    addOption(*tasks, "--out", options->out, "DIR",
              "Write a PNG and a JSON file per task here, instead of the listing");
    addOverwriteOption(*tasks, options->overwrite);
    tasks->footer(
        "\nExamples:\n"
        "  oneshot tasks --data glyphs --ways 5 --count 3\n"
        "  oneshot tasks --data images_evaluation.zip --ways 20 --within-alphabet --count 10 --out sheets");
    return {tasks, [options] { return oneshot::cli::tasks(*options); }};
}

}  // namespace oneshot::cli
