#include "ui/session/workspace/dataset_inspector.h"

#include <algorithm>

#include "core/base/parallel.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/data/sample_sheet.h"

namespace oneshot::session {
namespace {

constexpr int exampleCount = 16;

/// A sheet of each alphabet, smaller where there are many, so that they fit into memory.
std::vector<Image> sheetsOf(const Dataset& dataset) {
    constexpr int mostDrawings = 30'000, mostRows = 40, mostColumns = 20;
    const int alphabets = static_cast<int>(dataset.alphabets.size());
    SheetSettings settings;
    settings.side = DatasetSummary::sheetSide;
    settings.columns = std::clamp(mostDrawings / alphabets, 1, mostColumns);
    settings.rows = std::clamp(mostDrawings / alphabets / settings.columns, 1, mostRows);
    std::vector<Image> sheets(dataset.alphabets.size());
    parallelFor(alphabets, [&](std::int64_t i) {
        SheetSettings own = settings;
        own.alphabet = static_cast<int>(i);
        sheets[i] = sampleSheet(dataset, own);
    });
    return sheets;
}

DatasetSummary summaryOf(std::shared_ptr<const Dataset> whole) {
    const Dataset& dataset = *whole;
    DatasetSummary summary;
    summary.dataset = std::move(whole);
    summary.name = QString::fromStdString(dataset.name);
    summary.licence = QString::fromStdString(dataset.licence);
    summary.fingerprint = QString::fromStdString(dataset.sha256);
    for (const Alphabet& alphabet : dataset.alphabets) summary.alphabets += QString::fromStdString(alphabet.name);
    for (const std::string& name : dataset.sourceAlphabets) summary.sourceAlphabets += QString::fromStdString(name);
    summary.characters = dataset.characterCount();
    summary.drawings = static_cast<int>(dataset.drawingCount());
    summary.format = dataset.format;
    summary.lightInk = dataset.lightInk;
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

}  // namespace

DatasetInspector::DatasetInspector(QObject* parent) : QObject(parent) {
    connect(&worker_, &Worker::progressed, this, &DatasetInspector::reading);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        DatasetSummary summary;
        summary.spec = spec_;
        summary.error = why;
        Q_EMIT inspected(summary);
    });
}

void DatasetInspector::inspect(const QString& spec) {
    spec_ = spec;
    worker_.run(
        [spec](const Worker::Control& control) {
            DatasetSummary summary = summaryOf(std::make_shared<const Dataset>(
                openDataset(parseDataSpec(spec.toStdString()),
                            [&](std::int64_t done, std::int64_t total) { control.progress(done, total); })));
            summary.spec = spec;
            return summary;
        },
        [this](const DatasetSummary& summary) { Q_EMIT inspected(summary); });
}

}  // namespace oneshot::session
