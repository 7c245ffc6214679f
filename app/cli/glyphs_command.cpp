#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "core/base/save_folder.h"
#include "core/data/data_spec.h"
#include "core/data/omniglot_writer.h"
#include "core/data/open_dataset.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string spec = "glyphs", out;
    bool overwrite = false;
};

int glyphs(const Options& options) {
    const DataSpec spec = parseDataSpec(options.spec);
    if (!spec.isGlyphs())
        throw Error(ErrorCode::InvalidSetting, "SPEC", "names other data than glyphs: " + options.spec,
                    "Write glyphs or glyphs:key=value,...");
    requireFreeFolder(options.out, options.overwrite);
    Interrupt interrupt;
    Console console;
    const Dataset data = openDataset(spec, console.counter("making glyphs"), interrupt.token());
    writeOmniglot(data, options.out, options.overwrite, console.counter("writing " + options.out), interrupt.token());
    print(counted(data.characterCount(), "character") + " in " + counted(std::ssize(data.alphabets), "alphabet") +
          ", " + counted(data.drawingCount(), "drawing") + " with strokes, in " + options.out);
    print("Read them by --data " +
          shellQuoted((std::filesystem::path(options.out) / "images").string() + ":strokes=beside"));
    return exitDone;
}

}  // namespace

Command addGlyphsCommand(CLI::App& data) {
    auto options = std::make_shared<Options>();
    CLI::App* glyphs = data.add_subcommand("glyphs", "Write the built-in glyphs as files in Omniglot's layout");
    glyphs->add_option("SPEC", options->spec, "glyphs[:key=value,...]")->capture_default_str();
    glyphs->add_option("--out", options->out, "A folder for images/, strokes/ and dataset.json")
        ->type_name("DIR")
        ->required();
    addOverwriteOption(*glyphs, options->overwrite);
    glyphs->footer(
        "\nKeys: seed, alphabet-count, characters-per-alphabet, drawer-count, alphabets, not-alphabets, characters,\n"
        "drawers. The same keys give the same files on every machine.\n"
        "\nExamples:\n"
        "  oneshot data glyphs --out glyphs\n"
        "  oneshot data glyphs glyphs:seed=7,alphabet-count=5 --out few");
    return {glyphs, [options] { return oneshot::cli::glyphs(*options); }};
}

}  // namespace oneshot::cli
