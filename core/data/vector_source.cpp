#include "core/data/vector_source.h"

#include <algorithm>
#include <map>
#include <memory>

#include "core/base/open_file.h"
#include "core/base/utf8.h"
#include "core/data/licence.h"
#include "core/files/csv_vectors.h"
#include "core/files/limits.h"
#include "core/files/unfit_file.h"

namespace oneshot {
namespace {

/// Sorts by name, or numerically if all are whole numbers: 2 before 10.
std::vector<std::string> inOrder(std::vector<std::string> names) {
    const bool numbers = std::ranges::all_of(
        names, [](const std::string& name) { return name.find_first_not_of("0123456789") == std::string::npos; });
    std::ranges::sort(names, [&](const std::string& a, const std::string& b) {
        return numbers && a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

Catalogue vectorCatalogue(const std::vector<std::string>& labels, const std::string& name) {
    Catalogue catalogue;
    catalogue.drawers.resize(labels.size());
    Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{name, {}, true});
    std::map<std::string, std::size_t> places;
    for (const std::string& label : inOrder(labels)) {
        places[label] = alphabet.characters.size();
        alphabet.characters.push_back({label, {}});
    }
    for (std::size_t i = 0; i < labels.size(); ++i)
        alphabet.characters[places[labels[i]]].drawings.push_back(static_cast<DrawingId>(i));
    return catalogue;
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
    source.catalogue = vectorCatalogue(table->labels, validUtf8(path.stem().string()));
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

}  // namespace oneshot
