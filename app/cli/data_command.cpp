#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command.h"
#include "app/cli/dataset_text.h"
#include "core/base/save_file.h"
#include "core/base/save_folder.h"
#include "core/data/data_spec.h"
#include "core/data/dataset_info.h"
#include "core/data/drawing_statistics.h"
#include "core/data/open_dataset.h"
#include "core/data/sample_sheet.h"
#include "core/data/write_dataset.h"
#include "core/files/png.h"

namespace oneshot::cli {
namespace {

struct InfoOptions {
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

int info(const InfoOptions& options) {
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
    auto options = std::make_shared<InfoOptions>();
    CLI::App* info = data.add_subcommand("info", "Say what a dataset holds and how it was understood");
    info->add_option("SPEC", options->spec, "PATH[:key=value,...] or glyphs[:key=value,...]")->required();
    addOption(*info, "--against", options->against, "SPEC", "Say which characters this other dataset also holds");
    addOption(*info, "--sheet", options->sheet, "FILE.png",
              "Write a sheet of samples: a row per character, a column per drawing");
    info->add_flag("--statistics", options->statistics, "Measure ink, strokes and how much drawers differ");
    addJsonOption(*info, options->json);
    info->footer("\nWhat can be read:\n" + layoutsText() + "\nKeys, joined by commas after PATH:\n" + keysText() +
                 "\nExamples:\n"
                 "  oneshot data info images_background.zip\n"
                 "  oneshot data info images_background.zip:alphabets=Greek+Latin,drawers=1-12 --sheet greek.png\n"
                 "  oneshot data info images_evaluation.zip --against images_background.zip\n"
                 "  oneshot data info images_background.zip:strokes=beside --statistics\n"
                 "  oneshot data info glyphs:seed=3,alphabet-count=5 --json");
    return {info, [options] { return oneshot::cli::info(*options); }};
}

struct GlyphsOptions {
    std::string spec = "glyphs", out;
    bool overwrite = false;
};

int glyphs(const GlyphsOptions& options) {
    const DataSpec spec = parseDataSpec(options.spec);
    if (!spec.isGlyphs())
        throw Error(ErrorCode::InvalidSetting, "SPEC", "names other data than glyphs: " + options.spec,
                    "Write glyphs or glyphs:key=value,...");
    requireFreeFolder(options.out, options.overwrite);
    Interrupt interrupt;
    Console console;
    const Dataset data = openDataset(spec, console.counter("making glyphs"), interrupt.token());
    writeOmniglot(data, options.out, options.overwrite, console.counter("writing " + options.out), interrupt.token());
    print(fmt::format("{} in {}, {} with strokes, in {}", counted(data.characterCount(), "character"),
                      counted(std::ssize(data.alphabets), "alphabet"), counted(data.drawingCount(), "drawing"),
                      options.out));
    print("Read them by --data " +
          shellQuoted((std::filesystem::path(options.out) / "images").string() + ":strokes=beside"));
    return exitDone;
}

Command addGlyphsCommand(CLI::App& data) {
    auto options = std::make_shared<GlyphsOptions>();
    CLI::App* glyphs = data.add_subcommand("glyphs", "Write the built-in glyphs as files in Omniglot's layout");
    glyphs->add_option("SPEC", options->spec, "glyphs[:key=value,...]")->capture_default_str();
    addOption(*glyphs, "--out", options->out, "DIR", "A folder for images/, strokes/ and dataset.json")->required();
    addOverwriteOption(*glyphs, options->overwrite);
    glyphs->footer(
        "\nKeys: seed, alphabet-count, characters-per-alphabet, drawer-count, alphabets, not-alphabets, characters,\n"
        "drawers. The same keys give the same files on every machine.\n"
        "\nExamples:\n"
        "  oneshot data glyphs --out glyphs\n"
        "  oneshot data glyphs glyphs:seed=7,alphabet-count=5 --out few");
    return {glyphs, [options] { return oneshot::cli::glyphs(*options); }};
}

}  // namespace

std::vector<Command> addDataCommands(CLI::App& app) {
    CLI::App* data = app.add_subcommand("data", "Look at datasets, make glyphs")->require_subcommand(1);
    return {addInfoCommand(*data), addGlyphsCommand(*data)};
}

}  // namespace oneshot::cli
