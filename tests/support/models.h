#pragma once

#include <functional>
#include <utility>

#include "core/models/one_shot_model.h"

namespace oneshot::test {

/// Answers as another learner does, unless a method is overridden.
class WrappedModel : public OneShotModel {
  public:
    explicit WrappedModel(ModelPtr inner) : inner_(std::move(inner)) {}
    ImageBatch prepare(const DrawingBatch& drawings) const override { return inner_->prepare(drawings); }
    Embeddings embed(const ImageBatch& images) const override { return inner_->embed(images); }
    Scores compare(const Embeddings& queries, const Support& support) const override {
        return inner_->compare(queries, support);
    }
    const Origin& origin() const override { return inner_->origin(); }
    ScoreKind scoreKind() const override { return inner_->scoreKind(); }
    double softmaxScale() const override { return inner_->softmaxScale(); }

  protected:
    ModelPtr inner_;
};

/// Sees the pixels of drawings as they are, all of one size, and scores two drawings by a rule on them.
class RuleModel : public OneShotModel {
  public:
    using Rule = std::function<float(std::span<const float>, std::span<const float>)>;
    explicit RuleModel(Rule rule, Origin origin = {}) : learntFrom(std::move(origin)), rule_(std::move(rule)) {}

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        ImageBatch batch{{}, static_cast<int>(drawings.size()), 1, 1, 0};
        for (const Drawing* drawing : drawings) {
            batch.width = static_cast<int>(drawing->image.pixels.size());
            batch.data.insert(batch.data.end(), drawing->image.pixels.begin(), drawing->image.pixels.end());
        }
        return batch;
    }
    Embeddings embed(const ImageBatch& images) const override { return {images.data, images.n, images.width}; }
    Scores compare(const Embeddings& queries, const Support& support) const override {
        Scores scores{{}, queries.count, support.ways};
        for (int q = 0; q < queries.count; ++q)
            for (int w = 0; w < support.ways; ++w) {
                const int row = support.rowOf(q * support.tasks() / queries.count, w);
                scores.values.push_back(rule_(queries.row(q), support.embeddings.row(row)));
            }
        return scores;
    }
    const Origin& origin() const override { return learntFrom; }
    ScoreKind scoreKind() const override { return ScoreKind::Noise; }
    double softmaxScale() const override { return 1; }
    bool dependsOnSupportSet() const override { return dependsOnWays; }

    Origin learntFrom;
    bool dependsOnWays = false;  ///< what dependsOnSupportSet() says

  private:
    Rule rule_;
};

}  // namespace oneshot::test
