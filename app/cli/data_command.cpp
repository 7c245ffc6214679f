#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "app/cli/cli_support.h"
#include "app/cli/command.h"
#include "app/cli/console.h"
#include "core/data/data_spec.h"

namespace oneshot::cli {
namespace {

struct Options {
    std::string spec;
    bool json = false;
};

/// What `data info` counts.
struct Counts {
    std::set<int> drawers;
    std::map<std::pair<int, int>, std::int64_t> sizes;  ///< drawings by width and height
    std::int64_t withStrokes = 0, pairs = 0, samePairs = 0;
};

std::int64_t pairsOf(std::int64_t drawings) {
    return drawings * (drawings - 1) / 2;
}

std::int64_t drawingCount(const Alphabet& alphabet) {
    std::int64_t count = 0;
    for (const Character& character : alphabet.characters)
        count += static_cast<std::int64_t>(character.drawings.size());
    return count;
}

Counts count(const Dataset& data) {
    Counts counts;
    for (const Drawing& drawing : data.drawings) {
        if (drawing.drawer > 0) counts.drawers.insert(drawing.drawer);
        ++counts.sizes[{drawing.image.width, drawing.image.height}];
        counts.withStrokes += drawing.strokes.empty() ? 0 : 1;
    }
    counts.pairs = pairsOf(static_cast<std::int64_t>(data.drawings.size()));
    for (const Alphabet& alphabet : data.alphabets)
        for (const Character& character : alphabet.characters)
            counts.samePairs += pairsOf(static_cast<std::int64_t>(character.drawings.size()));
    return counts;
}

Json infoJson(const Dataset& data, const Counts& counts) {
    Json alphabets = Json::array(), sizes = Json::array();
    for (const Alphabet& alphabet : data.alphabets)
        alphabets.push_back({{"name", alphabet.name},
                             {"characters", alphabet.characters.size()},
                             {"drawings", drawingCount(alphabet)}});
    for (const auto& [size, drawings] : counts.sizes)
        sizes.push_back({{"width", size.first}, {"height", size.second}, {"drawings", drawings}});
    return {{"name", data.name},
            {"spec", data.spec},
            {"sha256", data.sha256},
            {"licence", data.licence},
            {"alphabets", alphabets},
            {"characters", data.characterCount()},
            {"drawings", data.drawings.size()},
            {"drawings_with_strokes", counts.withStrokes},
            {"drawers", counts.drawers},
            {"sizes", sizes},
            {"pairs", counts.pairs},
            {"same_pairs", counts.samePairs}};
}

std::string infoText(const Dataset& data, const Counts& counts) {
    std::string sizes;
    for (const auto& [size, drawings] : counts.sizes)
        sizes += (sizes.empty() ? "" : ", ") + format("%d x %d", size.first, size.second);
    std::string text = "name         " + data.name + "\nsha256       " + data.sha256 + '\n';
    if (!data.licence.empty()) text += "licence      " + data.licence + '\n';
    text += "alphabets    " + grouped(static_cast<std::int64_t>(data.alphabets.size())) + '\n';
    for (const Alphabet& alphabet : data.alphabets)
        text += format("  %-34s %5zu characters %7lld drawings\n", alphabet.name.c_str(), alphabet.characters.size(),
                       static_cast<long long>(drawingCount(alphabet)));
    text += "characters   " + grouped(data.characterCount()) + '\n';
    text += "drawings     " + grouped(static_cast<std::int64_t>(data.drawings.size())) + ", " +
            grouped(counts.withStrokes) + " with strokes\n";
    text += "drawers      " +
            (counts.drawers.empty() ? "unknown" : grouped(static_cast<std::int64_t>(counts.drawers.size()))) + '\n';
    text += "pixels       " + sizes + '\n';
    return text + "pairs        " + grouped(counts.pairs) + ", of them same " + grouped(counts.samePairs);
}

int info(const Options& options) {
    Interrupt interrupt;
    Console console;
    const Dataset data =
        openDataset(parseDataSpec(options.spec), console.counter("reading " + options.spec, interrupt));
    const Counts counts = count(data);
    options.json ? printJson(infoJson(data, counts)) : print(infoText(data, counts));
    return exitDone;
}

}  // namespace

Command addDataCommand(CLI::App& app) {
    auto options = std::make_shared<Options>();
    CLI::App* data = app.add_subcommand("data", "Look at datasets")->require_subcommand(1);
    CLI::App* info = data->add_subcommand("info", "Say what a dataset holds");
    info->add_option("SPEC", options->spec, "PATH[:key=value,...] or glyphs[:key=value,...]")->required();
    info->add_flag("--json", options->json, "Print it as one JSON object");
    info->footer(
        "\nExamples:\n"
        "  oneshot data info images_background.zip\n"
        "  oneshot data info images_background.zip:alphabets=Greek+Latin,drawers=1-12\n"
        "  oneshot data info glyphs:seed=3,alphabet-count=5 --json");
    return {info, [options] { return oneshot::cli::info(*options); }};
}

}  // namespace oneshot::cli
