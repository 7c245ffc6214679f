#include "core/data/drawing_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/files/csv_vectors.h"
#include "core/files/file_kind.h"
#include "core/files/limits.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

Catalogue glyphCatalogue(const DataSpec& spec) {
    Catalogue catalogue;
    // The seed is part of the names, since characters with equal names count as the same.
    const auto alphabetName = [&](int a) {
        return fmt::format("Glyphs {} alphabet {}", spec.seed, numbered(a, spec.alphabetCount, 2));
    };
    const auto characterName = [&](int c) { return "character" + numbered(c, spec.charactersPerAlphabet, 2); };
    for (int a = 1; a <= spec.alphabetCount; ++a) {
        Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{alphabetName(a), {}});
        for (int c = 1; c <= spec.charactersPerAlphabet; ++c) {
            Character& character = alphabet.characters.emplace_back(Character{characterName(c), {}});
            for (int drawer = 1; drawer <= spec.drawerCount; ++drawer) {
                character.drawings.push_back(static_cast<DrawingId>(catalogue.drawers.size()));
                catalogue.drawers.push_back(drawer);
            }
        }
    }
    return catalogue;
}

std::vector<Drawing> drawGlyphs(const DataSpec& spec, const std::vector<DrawingId>& ids,
                                const ProgressFunction& progress) {
    std::vector<Drawing> drawings(ids.size());
    const auto draw = [&](std::int64_t i) {
        const std::uint64_t character = ids[i] / spec.drawerCount, drawer = ids[i] % spec.drawerCount;
        const std::uint64_t alphabet = character / spec.charactersPerAlphabet;
        const std::uint64_t alphabetSeed = streamSeed(spec.seed, "glyph alphabet", alphabet);
        const std::uint64_t characterSeed =
            streamSeed(alphabetSeed, "character", character % spec.charactersPerAlphabet);
        Random pieces(alphabetSeed), shape(characterSeed), style = makeRandom(alphabetSeed, "hand", drawer),
                                                           moment = makeRandom(characterSeed, "drawing", drawer);
        drawings[i] = drawGlyph(makeGlyph(makeGlyphAlphabet(pieces), shape), makeHand(style), moment);
    };
    parallelFor(std::ssize(ids), draw, progress);
    return drawings;
}

std::vector<DatasetWarning> warningsOf(const CsvVectors& table) {
    using enum DatasetWarning::Kind;
    std::vector<DatasetWarning> warnings;
    const auto add = [&](DatasetWarning::Kind kind, const std::vector<std::string>& subjects) {
        if (subjects.empty()) return;
        DatasetWarning& warning = warnings.emplace_back(DatasetWarning{kind, 0, {}, subjects.front()});
        for (const std::string& subject : subjects) addTo(warning, subject);
        if (subjects.size() == 1) warning.examples.clear();  // the sentence names it
    };
    add(ColumnLeftOut, table.rowNumbers);
    add(LabelCopyLeftOut, table.labelCopies);
    if (table.labelsGuessed) add(LabelsGuessed, {table.labelColumn});
    if (!table.nameInData.empty()) add(NameInData, {table.nameInData});
    return warnings;
}

}  // namespace

DrawingSource glyphSource(const DataSpec& spec) {
    return {DataFormat::Glyphs,
            glyphCatalogue(spec),
            [spec](const std::vector<DrawingId>& ids, const ProgressFunction& progress) {
                return ReadDrawings{drawGlyphs(spec, ids, progress)};
            },
            {},
            "CC0-1.0"};
}

DrawingSource vectorSource(const DataSpec& spec) {
    const std::filesystem::path path(spec.path);
    const std::vector<std::uint8_t> bytes = readFileBytes(path, maxTableBytes);
    requireTable(bytes, validUtf8(path.string()));
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto table = std::make_shared<const CsvVectors>(
        parseCsvVectors(text, validUtf8(path.string()), spec.labelColumn, spec.keepColumns));

    DrawingSource source;
    source.format = DataFormat::Vectors;
    source.understanding = table->understanding;
    source.warnings = warningsOf(*table);
    source.catalogue = catalogueOfLabels(table->labels, validUtf8(path.stem().string()));
    source.licence = licenceBeside(path);
    source.read = [table](const std::vector<DrawingId>& ids, const ProgressFunction&) {
        std::vector<Drawing> drawings(ids.size());
        const auto size = static_cast<std::ptrdiff_t>(table->columns.size());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto row = table->values.begin() + ids[i] * size;
            drawings[i].features.assign(row, row + size);
        }
        return ReadDrawings{std::move(drawings)};
    };
    return source;
}

bool isLicenceName(const std::string& fileName) {
    std::string name = lowerCase(fileName);
    for (const std::string ending : {".txt", ".md"})
        if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name == "license" || name == "licence";
}

std::string licenceLine(std::span<const std::uint8_t> text) {
    constexpr std::size_t maxLength = 200;
    std::istringstream lines(std::string(text.begin(), text.end()));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t begin = line.find_first_not_of("# \t\r\xEF\xBB\xBF");
        if (begin == std::string::npos) continue;
        return validUtf8(line.substr(begin, std::min(line.find_last_not_of(" \t\r") + 1 - begin, maxLength)));
    }
    return {};
}

std::string licenceBeside(const fs::path& file) try {
    for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path()))
        if (isLicenceName(entry.path().filename().string())) return licenceLine(readFileBytes(entry.path(), 1 << 20));
    return {};
} catch (const Error&) {
    return {};
} catch (const fs::filesystem_error&) {
    return {};
}

}  // namespace oneshot
