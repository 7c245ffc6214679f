#include "core/evaluation/occlusion.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/evaluation/embedded_drawings.h"
#include "core/models/preparation.h"

namespace oneshot {
namespace {

constexpr std::size_t drawingsAtOnce = 64, pixelsAtOnce = 1 << 24;

/// Pixels from left to right - 1 and from top to bottom - 1.
struct Square {
    int left, top, right, bottom;
    bool holds(StrokePoint point) const {  // whole numbers are the pixels' centres
        return point.x >= left - 0.5f && point.x < right - 0.5f && point.y >= top - 0.5f && point.y < bottom - 0.5f;
    }
};

bool holdsInk(const Drawing& drawing, const Square& square) {
    const Image& image = drawing.image;
    for (int c = 0; c < image.channels; ++c)
        for (int y = square.top; y < square.bottom; ++y) {
            const auto row = image.pixels.begin() + (static_cast<std::ptrdiff_t>(c) * image.height + y) * image.width;
            if (std::any_of(row + square.left, row + square.right, [](std::uint8_t ink) { return ink > 0; }))
                return true;
        }
    return std::ranges::any_of(drawing.strokes, [&](const Stroke& stroke) {
        return std::ranges::any_of(stroke, [&](StrokePoint point) { return square.holds(point); });
    });
}

/// The strokes without the points in the square, at which they break in two.
std::vector<Stroke> cut(const std::vector<Stroke>& strokes, const Square& square) {
    std::vector<Stroke> left;
    for (const Stroke& stroke : strokes) {
        bool goesOn = false;
        for (const StrokePoint& point : stroke) {
            if (!std::exchange(goesOn, !square.holds(point)) && goesOn) left.emplace_back();
            if (goesOn) left.back().push_back(point);
        }
    }
    const auto drawn = std::ranges::find_if_not(strokes, &Stroke::empty);
    if (left.empty() && drawn != strokes.end()) left.push_back({drawn->front()});
    return left;
}

Drawing blanked(Drawing drawing, const Square& square) {
    Image& image = drawing.image;
    for (int c = 0; c < image.channels; ++c)
        for (int y = square.top; y < square.bottom; ++y) {
            const auto row = image.pixels.begin() + (static_cast<std::ptrdiff_t>(c) * image.height + y) * image.width;
            std::fill(row + square.left, row + square.right, std::uint8_t{0});
        }
    drawing.strokes = cut(drawing.strokes, square);
    return drawing;
}

/// Embeds drawings as an evaluation does.
Embeddings embedded(const OneShotModel& model, std::vector<Drawing> drawings, const std::stop_token& stop) {
    Dataset dataset;
    dataset.drawings = DrawingStore(std::move(drawings));
    EmbeddedDrawings rows(model, dataset);
    std::vector<DrawingId> ids(dataset.drawings.idCount());
    std::iota(ids.begin(), ids.end(), DrawingId{0});
    for (const DrawingId id : ids) rows.add(id);
    rows.embedAdded([&] { throwIfStopped(stop); });
    return rows.rowsOf(ids);
}

/// A way, among all of its task where the model looks at them all.
struct Compared {
    Support support;
    int way = 0;

    std::vector<float> scores(const OneShotModel& model, const Embeddings& queries) const {
        const Scores all = model.compare(queries, support);
        std::vector<float> scores;
        for (int q = 0; q < all.queries; ++q) scores.push_back(all.row(q)[way]);
        return scores;
    }
};

Compared comparedWith(const OneShotModel& model, const Dataset& dataset, const Task& task, int way,
                      const std::stop_token& stop) {
    const bool all = model.dependsOnSupportSet();
    std::vector<Drawing> shots;
    for (int i = 0; i < static_cast<int>(task.ways.size()); ++i)
        if (all || i == way)
            for (const DrawingId shot : task.ways[i].drawings) shots.push_back(dataset.drawings[shot]);
    const int perWay = static_cast<int>(task.ways[way].drawings.size());
    return {{embedded(model, std::move(shots), stop), all ? static_cast<int>(task.ways.size()) : 1, perWay},
            all ? way : 0};
}

/// The squares of a map with ink in them, by their fields.
std::vector<std::pair<std::size_t, Square>> inkedSquares(const OcclusionMap& map, const Drawing& query) {
    std::vector<std::pair<std::size_t, Square>> squares;
    const auto about = [&](int field, int size) {  // the ends of the square about the middle of a field
        const int from = field * map.stride + (map.stride - map.patch) / 2;
        return std::pair(std::clamp(from, 0, size), std::clamp(from + map.patch, 0, size));
    };
    for (int row = 0; row < map.rows; ++row)
        for (int column = 0; column < map.columns; ++column) {
            const auto [left, right] = about(column, query.image.width);
            const auto [top, bottom] = about(row, query.image.height);
            const Square square{left, top, right, bottom};
            if (holdsInk(query, square))
                squares.emplace_back(static_cast<std::size_t>(row) * map.columns + column, square);
        }
    return squares;
}

}  // namespace

float OcclusionMap::largest() const {
    float most = 0;
    for (const float fall : falls) most = std::max(most, std::abs(fall));
    return most;
}

OcclusionMap occlusionMap(const OneShotModel& model, const Dataset& dataset, const Task& task, int way,
                          const OcclusionSettings& settings, const ProgressFunction& progress,
                          const std::stop_token& stop) {
    requireImages(dataset);
    const Drawing& query = dataset.drawings[task.query];
    const int width = query.image.width, height = query.image.height;
    OcclusionMap map;
    map.patch = settings.patch > 0 ? settings.patch : std::max(1, std::max(width, height) / 5);
    map.stride = settings.stride > 0 ? settings.stride : std::max(1, map.patch / 3);
    map.rows = (height + map.stride - 1) / map.stride;
    map.columns = (width + map.stride - 1) / map.stride;
    map.falls.resize(static_cast<std::size_t>(map.rows) * map.columns);

    const Compared compared = comparedWith(model, dataset, task, way, stop);
    map.score = compared.scores(model, embedded(model, {query}, stop)).front();
    const auto squares = inkedSquares(map, query);
    const std::size_t atOnce =
        std::clamp<std::size_t>(pixelsAtOnce / std::max<std::size_t>(1, query.image.pixels.size()), 1, drawingsAtOnce);
    for (std::size_t done = 0; done < squares.size();) {
        const auto some = std::span(squares).subspan(done, std::min(atOnce, squares.size() - done));
        std::vector<Drawing> drawings;
        for (const auto& [field, square] : some) drawings.push_back(blanked(query, square));
        const std::vector<float> scores = compared.scores(model, embedded(model, std::move(drawings), stop));
        for (std::size_t i = 0; i < some.size(); ++i) map.falls[some[i].first] = map.score - scores[i];
        done += some.size();
        if (progress) progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(squares.size()));
    }
    throwIfStopped(stop);
    return map;
}

}  // namespace oneshot
