#include "ui/session/tasks/way_explanation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/stop.h"
#include "core/models/deformation.h"

namespace oneshot::session {
namespace {

constexpr int frameSize = 105;  // pixels of a frame's side, as Omniglot's paper

/// The score of a way among all of its task, for a learner that looks at them all.
float scoreAmongAll(const OneShotModel& model, const Dataset& dataset, const Task& task, int way) {
    DrawingBatch query{&dataset.drawings[task.query]}, shots;
    for (const Way& each : task.ways)
        for (const DrawingId shot : each.drawings) shots.push_back(&dataset.drawings[shot]);
    const auto embedded = [&](const DrawingBatch& drawings) { return model.embed(model.prepare(drawings)); };
    const int count = static_cast<int>(task.ways[way].drawings.size());
    return model.compare(embedded(query), {embedded(shots), static_cast<int>(task.ways.size()), count}).values[way];
}

}  // namespace

Image imageOf(const ImageBatch& batch, int i) {
    Image image{batch.channels, batch.height, batch.width, {}};
    for (const float value : batch.image(i))
        image.pixels.push_back(static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0f, 1.0f))));
    return image;
}

WayExplanation explainWay(const OneShotModel& model, const Dataset& dataset, const Task& task, int way, int maxTerms) {
    const std::vector<DrawingId>& shots = task.ways[way].drawings;
    const int count = static_cast<int>(shots.size());
    DrawingBatch drawings{&dataset.drawings[task.query]};
    for (const DrawingId shot : shots) drawings.push_back(&dataset.drawings[shot]);
    const ImageBatch inputs = model.prepare(drawings);
    const Embeddings all = model.embed(inputs);

    WayExplanation result;
    result.views = inputs.n / (1 + count);
    if (inputs.height > 1)  // a picture: no vector, no pen path
        for (int i = 0; i < inputs.n; i += result.views) result.inputs.push_back(imageOf(inputs, i));
    const Embeddings query{{all.row(0).begin(), all.row(0).end()}, 1, all.dimension};
    const Embeddings support{{all.values.begin() + all.dimension, all.values.end()}, count, all.dimension};
    result.score = model.dependsOnSupportSet() ? scoreAmongAll(model, dataset, task, way)
                                               : model.compare(query, {support, 1, count}).values.front();

    std::vector<double> terms;
    for (int shot = 0; shot < count; ++shot) {
        const ScoreTerms part = model.terms(query.row(0), support.row(shot));
        terms.resize(part.values.size());
        for (std::size_t i = 0; i < terms.size(); ++i) terms[i] += static_cast<double>(part.values[i]) / count;
        result.bias = part.bias;
    }
    // Of several drawings a learner may make one score otherwise than by the mean.
    const double sum = std::accumulate(terms.begin(), terms.end(), static_cast<double>(result.bias));
    result.isSum = !terms.empty() && (count == 1 || std::abs(sum - result.score) <= 1e-4 * (1 + std::abs(sum)));
    if (!result.isSum) terms.clear();
    std::vector<int> order(terms.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater(), [&](int i) { return std::abs(terms[i]); });
    const std::size_t shown = std::min<std::size_t>(order.size(), static_cast<std::size_t>(maxTerms));
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i < shown)
            result.strongest.emplace_back(order[i], terms[order[i]]);
        else
            result.others += terms[order[i]];
    }
    result.otherCount = static_cast<int>(order.size() - shown);
    return result;
}

WayMorph morphWay(const Dataset& dataset, const Task& task, int way, int frameCount, const std::stop_token& stop) {
    const std::vector<DrawingId>& shots = task.ways[way].drawings;
    const auto count = static_cast<double>(shots.size());
    const Drawing& query = dataset.drawings[task.query];
    const Preparation frame = deformationFrame(frameSize);
    WayMorph morph;
    morph.query = imageOf(prepareDrawings({&query}, frame), 0);
    for (const DrawingId shot : shots) {
        throwIfStopped(stop);
        const Drawing& drawing = dataset.drawings[shot];
        const Deformation there = match(drawing, query), back = match(query, drawing);
        morph.mismatch += there.mismatch / count;
        morph.bending += (there.cost() - there.mismatch) / count;
        morph.bothWays += (there.cost() + back.cost()) / 2 / count;
        std::vector<Image>& frames = morph.frames.emplace_back();
        for (int i = 0; i < frameCount; ++i) {
            const Distortion moment = deformationAt(there, i / (frameCount - 1.0));
            frames.push_back(imageOf(prepareDrawings({&drawing}, frame, moment), 0));
        }
    }
    return morph;
}

}  // namespace oneshot::session
