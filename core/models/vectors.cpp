#include "core/models/vectors.h"

#include <cmath>
#include <string>

#include "core/base/error.h"

namespace oneshot {

int vectorLength(const Dataset& dataset) {
    for (const Alphabet& alphabet : dataset.alphabets)
        for (const Character& character : alphabet.characters)
            if (!character.drawings.empty())
                return static_cast<int>(dataset.drawings[character.drawings.front()].features.size());
    return 0;
}

bool holdsVectors(const Dataset& dataset) {
    return vectorLength(dataset) > 0;
}

void requireInput(const NetworkSettings& settings, const Dataset& dataset) {
    const bool dense = settings.architecture == Architecture::Dense;
    if (dataset.drawingCount() == 0 || holdsVectors(dataset) == dense) return;
    throw Error(
        ErrorCode::InvalidSetting, dataset.name,
        dense ? "it holds images, and the dense encoder sees vectors"
              : "it holds vectors, and the " + std::string(enumName(settings.architecture)) + " network sees images",
        dense ? "Choose a CSV of vectors, or another architecture (conv4, compact)."
              : "Choose images, or a preset of episodes with architecture=dense, as --preset prototypical "
                "--set architecture=dense.");
}

NetworkSettings fitted(NetworkSettings settings, const Dataset& dataset) {
    if (settings.architecture == Architecture::Dense) settings.features = vectorLength(dataset);
    return settings;
}

ImageBatch prepareVectors(const DrawingBatch& drawings, int features) {
    if (features == 0 && !drawings.empty()) features = static_cast<int>(drawings.front()->features.size());
    ImageBatch batch{{}, static_cast<int>(drawings.size()), 1, 1, features};
    for (const Drawing* drawing : drawings) {
        if (drawing->features.empty())
            throw Error(ErrorCode::InvalidSetting, "data", "it holds images, and the dense encoder sees vectors",
                        "Choose a CSV of vectors, or another model.");
        if (drawing->features.size() != batch.imageSize())
            throw Error(ErrorCode::BadData, "data",
                        "its vectors differ in length: " + std::to_string(drawing->features.size()) +
                            " numbers where " + std::to_string(features) + " are wanted",
                        "Compare vectors of one dataset, each with as many numbers.");
        batch.data.insert(batch.data.end(), drawing->features.begin(), drawing->features.end());
    }
    return batch;
}

ColumnScales columnScales(const Dataset& dataset) {
    const int columns = vectorLength(dataset);
    const std::vector<DrawingId> ids = dataset.drawingIds();
    const auto rows = static_cast<double>(ids.size());
    ColumnScales scales;
    for (int c = 0; c < columns; ++c) {
        double sum = 0, squares = 0;
        for (const DrawingId id : ids) sum += dataset.drawings[id].features[c];
        const double mean = sum / rows;
        for (const DrawingId id : ids) squares += std::pow(dataset.drawings[id].features[c] - mean, 2);
        const double deviation = std::sqrt(squares / rows);
        scales.mean.push_back(static_cast<float>(mean));
        scales.deviation.push_back(deviation > 0 ? static_cast<float>(deviation) : 1.0F);
    }
    return scales;
}

}  // namespace oneshot
