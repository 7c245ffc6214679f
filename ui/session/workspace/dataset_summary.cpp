#include "ui/session/workspace/dataset_summary.h"

#include <algorithm>

#include "core/base/parallel.h"
#include "core/data/sample_sheet.h"

namespace oneshot::session {
namespace {

constexpr int exampleCount = 16;

/// Makes a sheet of each alphabet, smaller if there are many, so that they fit into memory.
std::vector<Image> sheetsOf(const Dataset& dataset) {
    constexpr int maxDrawings = 30'000, maxRows = 40, maxColumns = 20;
    const int alphabets = static_cast<int>(dataset.alphabets.size());
    SheetSettings settings;
    settings.side = DatasetSummary::sheetSide;
    settings.columns = std::clamp(maxDrawings / alphabets, 1, maxColumns);
    settings.rows = std::clamp(maxDrawings / alphabets / settings.columns, 1, maxRows);
    std::vector<Image> sheets(dataset.alphabets.size());
    parallelFor(alphabets, [&](std::int64_t i) {
        SheetSettings own = settings;
        own.alphabet = static_cast<int>(i);
        sheets[i] = sampleSheet(dataset, own);
    });
    return sheets;
}

}  // namespace

DatasetSummary summaryOf(const QString& spec, DatasetPtr whole) {
    const Dataset& dataset = *whole;
    DatasetSummary summary;
    summary.spec = spec;
    summary.dataset = std::move(whole);
    for (const Alphabet& alphabet : dataset.alphabets) summary.alphabets += QString::fromStdString(alphabet.name);
    for (const std::string& name : dataset.sourceAlphabets) summary.sourceAlphabets += QString::fromStdString(name);
    summary.info = describe(dataset);
    if (dataset.format == DataFormat::Vectors) return summary;
    summary.sheets = sheetsOf(dataset);
    const std::vector<CharacterId> characters = dataset.characters();
    const std::size_t count = std::min<std::size_t>(exampleCount, characters.size());
    for (std::size_t i = 0; i < count; ++i) {
        const Character& character = dataset.character(characters[i * characters.size() / count]);
        if (!character.drawings.empty()) summary.examples.push_back(dataset.drawings[character.drawings.front()].image);
    }
    return summary;
}

}  // namespace oneshot::session
