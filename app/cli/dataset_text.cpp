#include "app/cli/dataset_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/console.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/data/catalogue.h"

namespace oneshot::cli {
namespace {

constexpr std::size_t helpWidth = 100, labelWidth = 28;
constexpr int maxSizes = 6;

/// Returns label and text, whose lines are broken at blanks to stand beside the label.
std::string labelled(const std::string& label, const std::string& text) {
    std::string result = "  " + label + std::string(labelWidth - std::min(labelWidth, label.size()), ' ');
    std::size_t column = labelWidth;
    std::istringstream words(text);
    for (std::string word; words >> word; column += word.size() + 1) {
        if (column > labelWidth && column + word.size() > helpWidth) {
            result += '\n';
            result.append(labelWidth + 2, ' ');
            column = labelWidth;
        } else if (column > labelWidth) {
            result += ' ';
        }
        result += word;
    }
    return result + '\n';
}

std::string conversion(const Dataset& data, const DatasetInfo& info) {
    if (data.format == DataFormat::Vectors)
        return "none: the numbers are taken as they are in the file; " + data.understanding;
    if (data.format == DataFormat::Glyphs) return "none: they are made as ink on paper";
    std::string text = data.lightInk ? "bright ink on dark paper: brightness is ink as it is"
                                     : "dark ink on bright paper: brightness is inverted";
    if (info.coloured > 0)
        text += "; colours are kept, and a model of one channel sees their brightness (ITU-R BT.601)";
    return text;
}

std::string sizesText(const DatasetInfo& info) {
    std::string text;
    int shown = 0;
    for (const auto& [size, drawings] : info.sizes) {
        if (++shown > maxSizes) return text + " and " + counted(std::ssize(info.sizes) - maxSizes, "other size");
        text += fmt::format("{}{} x {}", text.empty() ? "" : ", ", size.first, size.second);
        if (info.sizes.size() > 1) text += " (" + grouped(drawings) + ")";
    }
    return text;
}

std::string pairsText(const DatasetInfo& info) {
    const std::string drawings = counted(info.maxDrawings, "drawing");
    return fmt::format("{}, of them same {}\n             ", grouped(info.pairs), grouped(info.samePairs)) +
           (info.minDrawings == info.maxDrawings && info.characters > 0
                ? fmt::format("(C E choose 2) and C E (E - 1) / 2 of C = {}, E = {} of each",
                              counted(info.characters, "character"), drawings)
                : fmt::format("characters have {} to {}", grouped(info.minDrawings), drawings));
}

struct NamedSpread {
    const char *key, *label;
    const Spread& spread;
};

std::array<NamedSpread, 7> named(const DrawingStatistics& s) {
    return {{{"ink_percent", "ink, % of the image", s.inkPercent},
             {"box_side", "ink's box, longer side, px", s.boxSide},
             {"box_aspect", "ink's box, width / height", s.boxAspect},
             {"pen_width", "pen width, px", s.penWidth},
             {"strokes_per_drawing", "strokes of a drawing", s.strokesPerDrawing},
             {"stroke_length", "length of a stroke, px", s.strokeLength},
             {"stroke_turning", "turning of a stroke, degrees", s.strokeTurning}}};
}

/// Returns a warning with its examples, one line.
std::string warningText(const DatasetWarning& warning) {
    const std::string examples = examplesOf(warning);
    return oneLine(sentenceOf(warning) + (examples.empty() ? "" : ": " + examples));
}

Json warningJson(const DatasetWarning& warning) {
    return {{"kind", nameOf(warning.kind)},
            {"count", warning.count},
            {"examples", warning.examples},
            {"text", sentenceOf(warning)}};
}

}  // namespace

std::string charactersText(const Dataset& data) {
    return counted(data.characterCount(), "character") + " of " + counted(std::ssize(data.alphabets), "alphabet");
}

Json showWarnings(const Dataset& data) {
    return showWarnings(data.name, describe(data).warnings);
}

Json showWarnings(const std::string& name, const std::vector<DatasetWarning>& warnings) {
    Json list = Json::array();
    for (const DatasetWarning& warning : warnings) {
        Console::message("warning: " + oneLine(name) + ": " + warningText(warning));
        list.push_back(warningJson(warning));
        list.back()["data"] = name;
    }
    return list;
}

std::string infoText(const Dataset& data, const DatasetInfo& info, const Dataset& other) {
    std::string text = "name         " + oneLine(data.name) + "\nformat       " + nameOf(data.format) +
                       "\nconversion   " + oneLine(conversion(data, info)) + "\nsha256       " + data.sha256 + '\n';
    if (!data.licence.empty()) text += "licence      " + oneLine(data.licence) + '\n';
    text += "alphabets    " + grouped(std::ssize(info.alphabets)) + '\n';
    for (const DatasetInfo::AlphabetCount& alphabet : info.alphabets)
        text += fmt::format("  {:34} {:5} character{} {:7} drawing{}\n", oneLine(alphabet.name), alphabet.characters,
                            alphabet.characters == 1 ? " " : "s", alphabet.drawings, alphabet.drawings == 1 ? "" : "s");
    text += "characters   " + grouped(info.characters) + "\ndrawings     " + grouped(info.drawings) + ", " +
            grouped(info.withStrokes) + " with strokes\ndrawers      " +
            (info.drawers.empty() ? "unknown" : grouped(std::ssize(info.drawers))) + '\n';
    if (info.features > 0)
        text += "vectors      of " + counted(info.features, "number") + '\n';
    else
        text += "pixels       " + sizesText(info) +
                (info.coloured > 0 ? ", " + grouped(info.coloured) + " in colour" : "") + '\n';
    text += "pairs        " + pairsText(info);
    const bool shares = std::ranges::any_of(info.warnings, [](const DatasetWarning& warning) {
        return warning.kind == DatasetWarning::Kind::SharedWithOther;
    });
    if (!other.empty() && !shares) text += "\nagainst      " + oneLine(other.name) + ": no character in both";
    for (const DatasetWarning& warning : info.warnings) text += "\nwarning      " + warningText(warning);
    return text;
}

Json infoJson(const Dataset& data, const DatasetInfo& info) {
    Json alphabets = Json::array(), sizes = Json::array(), warnings = Json::array();
    for (const DatasetInfo::AlphabetCount& alphabet : info.alphabets)
        alphabets.push_back(
            {{"name", alphabet.name}, {"characters", alphabet.characters}, {"drawings", alphabet.drawings}});
    for (const auto& [size, drawings] : info.sizes)
        sizes.push_back({{"width", size.first}, {"height", size.second}, {"drawings", drawings}});
    for (const DatasetWarning& warning : info.warnings) warnings.push_back(warningJson(warning));
    return {{"name", data.name},
            {"spec", data.spec},
            {"sha256", data.sha256},
            {"licence", data.licence},
            {"format", nameOf(data.format)},
            {"ink", data.lightInk ? "light" : "dark"},
            {"conversion", conversion(data, info)},
            {"alphabets", alphabets},
            {"characters", info.characters},
            {"drawings", info.drawings},
            {"drawings_in_colour", info.coloured},
            {"drawings_with_strokes", info.withStrokes},
            {"drawers", info.drawers},
            {"sizes", sizes},
            {"features", info.features},
            {"pairs", info.pairs},
            {"same_pairs", info.samePairs},
            {"warnings", warnings}};
}

std::string statisticsText(const DrawingStatistics& statistics) {
    std::string text = fmt::format("{:32} {:>9} {:>9} {:>9} {:>9}", "statistics", "mean", "10 %", "median", "90 %");
    for (const auto& [key, label, spread] : named(statistics)) {
        if (spread.count == 0) continue;
        text += fmt::format("\n  {:30} {:9.2f} {:9.2f} {:9.2f} {:9.2f}", label, spread.mean, spread.low, spread.median,
                            spread.high);
    }
    if (statistics.drawerSpread > 0)
        text += fmt::format(
            "\n  spread between drawers: two drawings of a character are {:.3f} as far apart as two characters",
            statistics.drawerSpread);
    return text;
}

Json statisticsJson(const DrawingStatistics& statistics) {
    Json json;
    for (const auto& [key, label, spread] : named(statistics))
        if (spread.count > 0)
            json[key] = {{"count", spread.count},
                         {"mean", spread.mean},
                         {"percentile10", spread.low},
                         {"median", spread.median},
                         {"percentile90", spread.high}};
    if (statistics.drawerSpread > 0) json["drawer_spread"] = statistics.drawerSpread;
    return json;
}

std::string layoutsText() {
    std::string text;
    std::istringstream lines(dataLayoutsHelp());
    for (std::string line; std::getline(lines, line);) {
        const std::size_t end = std::min(line.find("  "), line.size());
        text += labelled(line.substr(0, end), line.substr(end));
    }
    return text;
}

std::string keysText() {
    std::string text;
    for (const auto& [key, meaning] : std::initializer_list<std::pair<const char*, const char*>>{
             {"alphabets=A+B", "only these; names match without case, blanks and punctuation"},
             {"not-alphabets=A+B", "all but these"},
             {"characters=a+b", "only these, as name or Alphabet/name"},
             {"drawers=1-12+15", "only the drawings of these"},
             {"ink=auto|dark|light", "what of an image is ink"},
             {"max-value=N",
              "what is white in images of 16 bits; where not given, the first of 255, 1023, 4095, 16383, 65535 that "
              "none goes beyond"},
             {"skip-damaged=yes|no", "leave out the files that cannot be read"},
             {"strokes=PATH", "the archive or folder of strokes; beside: images_X has strokes_X as its neighbour"},
             {"links=follow", "read also what symbolic links within a folder lead to"},
             {"transpose=yes|no",
              "of an IDX file: whether rows and columns of its images change places, as EMNIST's need"},
             {"label-column=NAME", "of a CSV, or its number from 1"},
             {"keep-columns=yes|no", "of a CSV, whether columns that seem only to number the rows are kept"},
             {"seed=N", "of glyphs, as the next three"},
             {"alphabet-count=N", "how many alphabets to make"},
             {"characters-per-alphabet=N", "how many characters of each"},
             {"drawer-count=N", "how many drawings of each character"}})
        text += labelled(std::string(key) + "  ", meaning);
    return text;
}

}  // namespace oneshot::cli
