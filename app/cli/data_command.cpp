#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/dataset_text.h"
#include "app/cli/interrupt.h"
#include "core/base/save_file.h"
#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"
#include "core/data/open_dataset.h"
#include "core/data/sample_sheet.h"
#include "core/files/png.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string spec, against, sheet;
    bool statistics = false, json = false;
};

Dataset opened(const std::string& spec, Console& console, const Interrupt& interrupt) {
    return openDataset(parseDataSpec(spec), console.counter("reading " + spec), interrupt.token());
}

void writeSheet(const Dataset& data, const std::string& path) {
    const Image sheet = sampleSheet(data);
    if (sheet.pixels.empty())
        throw Error(ErrorCode::InvalidSetting, "--sheet", "needs images, and " + data.name + " holds vectors",
                    "Omit it.");
    writePng(path, sheet);
}

int info(const Options& options) {
    if (!options.sheet.empty()) requireSavable(options.sheet);
    Interrupt interrupt;
    Console console;
    const Dataset data = opened(options.spec, console, interrupt);
    const Dataset other = options.against.empty() ? Dataset() : opened(options.against, console, interrupt);
    const DatasetInfo info = describe(data, options.against.empty() ? nullptr : &other);
    if (!options.sheet.empty()) writeSheet(data, options.sheet);
    std::optional<DrawingStatistics> statistics;
    if (options.statistics) statistics = drawingStatistics(data, {}, console.counter("measuring"), interrupt.token());
    throwIfStopped(interrupt.token());

    if (options.json) {
        Json json = infoJson(data, info);
        if (statistics) json["statistics"] = statisticsJson(*statistics);
        if (!options.against.empty()) json["against"] = other.spec;
        if (!options.sheet.empty()) json["sheet"] = options.sheet;
        printJson(json);
        return exitDone;
    }
    print(infoText(data, info, other));
    if (statistics) print(statisticsText(*statistics));
    if (!options.sheet.empty()) print("sheet        " + options.sheet);
    return exitDone;
}

Command addInfoCommand(CLI::App& data) {
    auto options = std::make_shared<Options>();
    CLI::App* info = data.add_subcommand("info", "Say what a dataset holds and how it was understood");
    info->add_option("SPEC", options->spec, "PATH[:key=value,...] or glyphs[:key=value,...]")->required();
    info->add_option("--against", options->against, "Say which characters this other dataset also holds")
        ->type_name("SPEC");
    info->add_option("--sheet", options->sheet, "Write a sheet of samples: a row a character, a column a drawing")
        ->type_name("FILE.png");
    info->add_flag("--statistics", options->statistics, "Measure ink, strokes and how much drawers differ");
    info->add_flag("--json", options->json, "Print it as one JSON object");
    info->footer("\nWhat can be read:\n" + layoutsText() + "\nKeys, joined by commas after PATH:\n" + keysText() +
                 "\nExamples:\n"
                 "  oneshot data info images_background.zip\n"
                 "  oneshot data info images_background.zip:alphabets=Greek+Latin,drawers=1-12 --sheet greek.png\n"
                 "  oneshot data info images_evaluation.zip --against images_background.zip\n"
                 "  oneshot data info images_background.zip:strokes=beside --statistics\n"
                 "  oneshot data info glyphs:seed=3,alphabet-count=5 --json");
    return {info, [options] { return oneshot::cli::info(*options); }};
}

}  // namespace

std::vector<Command> addDataCommands(CLI::App& app) {
    CLI::App* data = app.add_subcommand("data", "Look at datasets, make glyphs")->require_subcommand(1);
    return {addInfoCommand(*data), addGlyphsCommand(*data)};
}

}  // namespace oneshot::cli
