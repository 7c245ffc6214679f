#include "ui/session/dataset_inspector.h"

#include <algorithm>
#include <exception>

#include "core/data/data_spec.h"
#include "core/data/parallel.h"
#include "core/data/sample_sheet.h"
#include "core/models/compute.h"

namespace oneshot::session {
namespace {

struct Cancelled {};

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

DatasetSummary summaryOf(const Dataset& dataset) {
    DatasetSummary summary;
    summary.name = QString::fromStdString(dataset.name);
    summary.licence = QString::fromStdString(dataset.licence);
    summary.fingerprint = QString::fromStdString(dataset.sha256);
    for (const Alphabet& alphabet : dataset.alphabets) summary.alphabets += QString::fromStdString(alphabet.name);
    for (const std::string& name : dataset.sourceAlphabets) summary.sourceAlphabets += QString::fromStdString(name);
    summary.characters = dataset.characterCount();
    summary.drawings = static_cast<int>(dataset.drawings.size());
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
    pool_.setMaxThreadCount(1);
}

DatasetInspector::~DatasetInspector() {
    ++*newestJob_;
    pool_.waitForDone();
}

void DatasetInspector::cancel() {
    ++*newestJob_;
}

void DatasetInspector::inspect(const QString& spec) {
    const int job = ++*newestJob_;
    pool_.start([this, spec, job, newest = newestJob_] {
        lowerThreadPriority();
        DatasetSummary summary;
        try {
            int lastPercent = -1;
            const Dataset dataset =
                openDataset(parseDataSpec(spec.toStdString()), [&](std::int64_t done, std::int64_t total) {
                    if (*newest != job) throw Cancelled();
                    const int percent = total > 0 ? static_cast<int>(100 * done / total) : 0;
                    if (percent == lastPercent) return;
                    lastPercent = percent;
                    QMetaObject::invokeMethod(
                        this,
                        [this, job, newest, percent] {
                            if (*newest == job) Q_EMIT reading(percent);
                        },
                        Qt::QueuedConnection);
                });
            summary = summaryOf(dataset);
        } catch (const Cancelled&) {
            return;
        } catch (const std::exception& error) {
            summary.error = QString::fromStdString(error.what());
        }
        summary.spec = spec;
        QMetaObject::invokeMethod(
            this,
            [this, job, newest, summary] {
                if (*newest == job) Q_EMIT inspected(summary);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace oneshot::session
