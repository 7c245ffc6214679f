#include "core/models/baselines.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/models/preparation.h"
#include "core/models/vectors.h"
#include "core/pen/redrawing.h"

namespace oneshot {
namespace {

constexpr Preparation plainPixels{105, false};

// Fitted by maximum likelihood on 20-way tasks within the alphabets of built-in glyphs; tst_probabilities fits them
// again. Those of strokes are nats, whose costs were fitted with a scale of 1.
constexpr double pixelsScale = 0.00292, hausdorffScale = 0.983, strokesScale = 1;

/// What the baselines share: the embedding is the pixels or the vector, and drawings are compared two by two.
class Baseline : public OneShotModel {
  public:
    explicit Baseline(std::string name) { origin_.model = std::move(name); }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return prepareDistorted(drawings, {}); }
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        const bool vectors = !drawings.empty() && !drawings.front()->features.empty();
        return vectors ? prepareVectors(drawings) : prepareDrawings(drawings, plainPixels, distortion);
    }
    Embeddings embed(const ImageBatch& images) const override {
        return {images.data, images.n, static_cast<int>(images.imageSize())};
    }
    const Origin& origin() const override { return origin_; }

  private:
    Origin origin_;
};

/// Scores of every query against every way of its task. `feature` is worked out once a drawing, `similarity` compares
/// two features.
template <typename Feature, typename Similarity>
Scores compareEach(const Embeddings& queries, const Support& support, Feature feature, Similarity similarity) {
    using Value = std::decay_t<decltype(feature(queries.row(0)))>;
    std::vector<Value> known;
    for (int i = 0; i < support.embeddings.count; ++i) known.push_back(feature(support.embeddings.row(i)));

    Scores scores{{}, queries.count, support.ways};
    scores.values.reserve(static_cast<std::size_t>(queries.count) * support.ways);
    const int queriesPerTask = queries.count / support.tasks();
    for (int q = 0; q < queries.count; ++q) {
        const Value query = feature(queries.row(q));
        for (int way = 0; way < support.ways; ++way) {
            const auto shot = known.begin() + support.rowOf(q / queriesPerTask, way);
            double sum = 0;
            for (int k = 0; k < support.shots; ++k) sum += similarity(query, shot[k]);
            scores.values.push_back(static_cast<float>(sum / support.shots));
        }
    }
    return scores;
}

class PixelsL2 final : public Baseline {
  public:
    PixelsL2() : Baseline("pixels-l2") {}

    ScoreKind scoreKind() const override { return ScoreKind::SquaredDistance; }
    double softmaxScale() const override { return pixelsScale; }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, std::identity{},
                           [](std::span<const float> a, std::span<const float> b) { return -squaredDistance(a, b); });
    }

  private:
    /// Many partial sums in a fixed order: as fast as vectors allow, and the same on every machine.
    static double squaredDistance(std::span<const float> a, std::span<const float> b) {
        constexpr std::size_t lanes = 16;
        float partial[lanes] = {};
        std::size_t i = 0;
        for (; i + lanes <= a.size(); i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const float difference = a[i + lane] - b[i + lane];
                partial[lane] += difference * difference;
            }
        }
        double sum = 0;
        for (const float value : partial) sum += value;
        for (; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
};

/// Coordinates of inked pixels, relative to their mean.
struct InkPoints {
    std::vector<float> x, y;
};

class ModifiedHausdorff final : public Baseline {
  public:
    ModifiedHausdorff() : Baseline("modified-hausdorff") {}

    ScoreKind scoreKind() const override { return ScoreKind::HausdorffDistance; }
    double softmaxScale() const override { return hausdorffScale; }

    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        return prepareDrawings(drawings, plainPixels, distortion);
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, inkPoints,
                           [](const InkPoints& a, const InkPoints& b) { return -distance(a, b); });
    }

  private:
    static InkPoints inkPoints(std::span<const float> pixels) {
        constexpr int side = plainPixels.size, area = side * side;
        InkPoints points;
        double meanX = 0, meanY = 0;
        for (int at = 0; at < area; ++at) {
            if (pixels[at] <= 0.5f) continue;
            points.x.push_back(static_cast<float>(at % side));
            points.y.push_back(static_cast<float>(at / side));
            meanX += at % side;
            meanY += at / side;
        }
        for (float& x : points.x) x -= static_cast<float>(meanX / points.x.size());
        for (float& y : points.y) y -= static_cast<float>(meanY / points.y.size());
        return points;
    }

    /// Dubuisson & Jain 1994: the greater of the two mean distances to the other drawing's nearest point. A drawing
    /// without ink is as far from one with ink as the corners of the image from each other.
    static double distance(const InkPoints& a, const InkPoints& b) {
        if (a.x.empty() || b.x.empty()) return a.x.empty() == b.x.empty() ? 0 : plainPixels.size * std::numbers::sqrt2;
        return std::max(meanDistance(a, b), meanDistance(b, a));
    }

    /// Mean over the points of `from` of the distance to the nearest point of `to`.
    static double meanDistance(const InkPoints& from, const InkPoints& to) {
        std::vector<float> nearest(from.x.size(), std::numeric_limits<float>::max());  // squared
        for (std::size_t j = 0; j < to.x.size(); ++j) {
            const float x = to.x[j], y = to.y[j];
            for (std::size_t i = 0; i < nearest.size(); ++i) {  // which the compiler turns into vectors
                const float dx = from.x[i] - x, dy = from.y[i] - y, square = dx * dx + dy * dy;
                nearest[i] = square < nearest[i] ? square : nearest[i];
            }
        }
        double sum = 0;
        for (const float square : nearest) sum += std::sqrt(static_cast<double>(square));
        return sum / nearest.size();
    }
};

void requireStrokes(const Drawing& drawing) {
    if (std::ranges::any_of(drawing.strokes, [](const Stroke& stroke) { return !stroke.empty(); })) return;
    if (!drawing.features.empty())
        throw Error(ErrorCode::InvalidSetting, "data",
                    "it holds vectors, and strokes compares drawings by their strokes",
                    "Only pixels-l2 and random can be asked of vectors.");
    throw Error(ErrorCode::InvalidSetting, "data",
                "a drawing has no strokes, and the model strokes compares drawings by nothing else",
                "Add Omniglot's stroke files by :strokes=beside, take built-in glyphs, or draw on the Draw page.");
}

class Strokes final : public Baseline {
  public:
    Strokes() : Baseline("strokes") {}

    ScoreKind scoreKind() const override { return ScoreKind::LogLikelihood; }
    double softmaxScale() const override { return strokesScale; }

    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion&) const override {
        ImageBatch batch{{}, static_cast<int>(drawings.size()), 1, 1, PenPath::numbers};
        batch.data.resize(drawings.size() * batch.imageSize());
        for (int i = 0; i < batch.n; ++i) {
            requireStrokes(*drawings[i]);
            writePenPath(penPath(drawings[i]->strokes), batch.image(i));
        }
        return batch;
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        const std::vector<PenPath> asked = pathsOf(queries), known = pathsOf(support.embeddings);
        const std::int64_t tasks = support.tasks(), drawings = std::ssize(known) / tasks;  // of a support set
        std::vector<double> values(asked.size() * drawings);
        parallelFor(std::ssize(values), [&](std::int64_t i) {
            const std::int64_t query = i / drawings, task = query * tasks / std::ssize(asked);
            values[i] = logLikelihood(asked[query], known[task * drawings + i % drawings]);
        });
        Scores scores{{}, queries.count, support.ways};
        for (auto shot = values.begin(); shot != values.end(); shot += support.shots)
            scores.values.push_back(
                static_cast<float>(std::accumulate(shot, shot + support.shots, 0.0) / support.shots));
        return scores;
    }

  private:
    static std::vector<PenPath> pathsOf(const Embeddings& embeddings) {
        std::vector<PenPath> paths;
        for (int i = 0; i < embeddings.count; ++i) paths.push_back(readPenPath(embeddings.row(i)));
        return paths;
    }
};

class RandomModel final : public Baseline {
  public:
    explicit RandomModel(std::uint64_t seed) : Baseline("random"), seed_(seed) {}

    ScoreKind scoreKind() const override { return ScoreKind::Noise; }
    double softmaxScale() const override { return 0; }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return compareEach(queries, support, hash, [this](std::uint64_t query, std::uint64_t drawing) {
            return (streamSeed(seed_ ^ query, "random model", drawing) >> 40) * 0x1p-24;  // 24 bits: exact in a float
        });
    }

  private:
    /// FNV-1a, a float at a time.
    static std::uint64_t hash(std::span<const float> values) {
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const float value : values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 0x100000001b3ULL;
        return hash;
    }

    std::uint64_t seed_;
};

}  // namespace

ModelPtr makePixelsL2() {
    return std::make_shared<PixelsL2>();
}
ModelPtr makeModifiedHausdorff() {
    return std::make_shared<ModifiedHausdorff>();
}
ModelPtr makeStrokes() {
    return std::make_shared<Strokes>();
}
ModelPtr makeRandomModel(std::uint64_t seed) {
    return std::make_shared<RandomModel>(seed);
}

}  // namespace oneshot
