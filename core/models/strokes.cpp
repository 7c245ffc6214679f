#include "core/models/strokes.h"

#include <numeric>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/pen/redrawing.h"

namespace oneshot {
namespace {

// Scores are nats, and their costs were fitted with a scale of 1.
constexpr double strokesShareScale = 1;

void requireStrokes(const Drawing& drawing) {
    for (const Stroke& stroke : drawing.strokes)
        if (!stroke.empty()) return;
    if (!drawing.features.empty())
        throw Error(ErrorCode::InvalidSetting, "data",
                    "it holds vectors, and strokes compares drawings by their strokes",
                    "Only pixels-l2 and random can be asked of vectors.");
    throw Error(ErrorCode::InvalidSetting, "data",
                "a drawing has no strokes, and the model strokes compares drawings by nothing else",
                "Add Omniglot's stroke files by :strokes=beside, take built-in glyphs, or draw on the Draw page.");
}

class Strokes final : public OneShotModel {
  public:
    Strokes() { origin_.model = "strokes"; }

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        ImageBatch batch{{}, static_cast<int>(drawings.size()), 1, 1, PenPath::numbers};
        batch.data.resize(drawings.size() * batch.imageSize());
        for (int i = 0; i < batch.n; ++i) {
            requireStrokes(*drawings[i]);
            writePenPath(penPath(drawings[i]->strokes), batch.image(i));
        }
        return batch;
    }
    Embeddings embed(const ImageBatch& paths) const override {
        return {paths.data, paths.n, static_cast<int>(paths.imageSize())};
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
    const Origin& origin() const override { return origin_; }
    ScoreKind scoreKind() const override { return ScoreKind::LogLikelihood; }
    double shareScale() const override { return strokesShareScale; }

  private:
    static std::vector<PenPath> pathsOf(const Embeddings& embeddings) {
        std::vector<PenPath> paths;
        for (int i = 0; i < embeddings.count; ++i) paths.push_back(readPenPath(embeddings.row(i)));
        return paths;
    }

    Origin origin_;
};

}  // namespace

ModelPtr makeStrokes() {
    return std::make_shared<Strokes>();
}

}  // namespace oneshot
