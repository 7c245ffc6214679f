#include "core/models/views.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/base/stop.h"
#include "core/models/ensemble.h"
#include "core/models/preparation.h"

namespace oneshot {
namespace {

/// Rotation, scale and shear as the training of compact has them, shift and bends weaker.
Distortion mildDistortion(Random& random) {
    const double angle = normal(random, 0, 0.12), shear = normal(random, 0, 0.12);
    const double scaleX = std::exp(normal(random, 0, 0.10)), scaleY = std::exp(normal(random, 0, 0.10));
    const double c = std::cos(angle), s = std::sin(angle);
    Distortion distortion;
    distortion.matrix = {c * scaleX, shear - s * scaleY, s * scaleX, c * scaleY};
    for (double& shift : distortion.shift) shift = normal(random, 0, 0.03);
    distortion.elastic = true;
    for (float& displacement : distortion.field) displacement = static_cast<float>(normal(random, 0, 0.02));
    return distortion;
}

class ManyViews final : public OneShotModel {
  public:
    ManyViews(ModelPtr model, int views, std::uint64_t seed, std::stop_token stop)
        : model_(std::move(model)), seed_(seed), stop_(std::move(stop)) {
        Random random = makeRandom(seed, "views");
        for (int i = 0; i < views; ++i) distortions_.push_back(mildDistortion(random));
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return prepareDistorted(drawings, {}); }

    /// The views of a drawing one after another; the first is distorted as asked.
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        std::vector<ImageBatch> views{model_->prepareDistorted(drawings, distortion)};
        for (const Distortion& each : distortions_) {
            throwIfStopped(stop_);
            views.push_back(model_->prepareDistorted(drawings, each));
        }
        ImageBatch all = views.front().images(0, 0);
        all.data.reserve(views.size() * views.front().data.size());
        for (int i = 0; i < views.front().n; ++i)
            for (const ImageBatch& view : views) all.append(view.images(i, i + 1));
        return all;
    }

    Embeddings embed(const ImageBatch& images) const override {
        const int views = static_cast<int>(distortions_.size()) + 1;
        assert(images.n % views == 0);
        const Embeddings all = embedAll(images);
        Embeddings means{{}, images.n / views, all.dimension};
        means.values.resize(static_cast<std::size_t>(means.count) * means.dimension);
        for (int i = 0; i < means.count; ++i) {
            const std::span mean(means.values.data() + static_cast<std::size_t>(i) * all.dimension,
                                 static_cast<std::size_t>(all.dimension));
            for (int v = 0; v < views; ++v) {
                const auto view = all.row(i * views + v);
                for (int d = 0; d < all.dimension; ++d) mean[d] += view[d] / static_cast<float>(views);
            }
            if (scoreKind() == ScoreKind::Cosine) toLength(mean, meanLength(all, i * views, views));
        }
        return means;
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        return model_->compare(queries, support);
    }
    bool dependsOnSupportSet() const override { return model_->dependsOnSupportSet(); }
    const Origin& origin() const override { return model_->origin(); }
    std::string fingerprint() const override {
        Sha256 hash;
        hash.add(std::string_view(model_->fingerprint()));
        hash.add(std::uint64_t{distortions_.size()});
        hash.add(seed_);
        return Sha256::hex(hash.digest());
    }
    ScoreKind scoreKind() const override { return model_->scoreKind(); }
    double softmaxScale() const override { return model_->softmaxScale(); }
    ScoreTerms terms(std::span<const float> query, std::span<const float> shot) const override {
        return model_->terms(query, shot);
    }
    Anatomy anatomy() const override { return model_->anatomy(); }

  private:
    static double lengthOf(std::span<const float> vector) {
        double squares = 0;
        for (const float value : vector) squares += static_cast<double>(value) * value;
        return std::max(std::sqrt(squares), 1e-12);
    }

    static double meanLength(const Embeddings& all, int first, int count) {
        double sum = 0;
        for (int i = first; i < first + count; ++i) sum += lengthOf(all.row(i));
        return sum / count;
    }

    /// Where directions are compared, a mean is as long as what it is of: 1, but for full context embeddings.
    static void toLength(std::span<float> vector, double length) {
        const double factor = length / lengthOf(vector);
        for (float& value : vector) value = static_cast<float>(value * factor);
    }

    Embeddings embedAll(const ImageBatch& images) const {
        const int step = imagesAtOnce(static_cast<std::size_t>(images.height) * images.width);
        Embeddings all;
        for (int from = 0; from < images.n; from += step) {
            throwIfStopped(stop_);
            all.append(model_->embed(images.images(from, std::min(images.n, from + step))));
        }
        return all;
    }

    ModelPtr model_;
    std::uint64_t seed_;
    std::stop_token stop_;
    std::vector<Distortion> distortions_;
};

}  // namespace

ModelPtr withViews(ModelPtr model, int views, std::uint64_t seed, const std::stop_token& stop) {
    if (views == 0) return model;
    std::vector<ModelPtr> members = membersOf(*model);
    if (members.empty()) return std::make_shared<ManyViews>(std::move(model), views, seed, stop);
    for (ModelPtr& member : members) member = withViews(member, views, seed, stop);
    return makeEnsemble(std::move(members));
}

}  // namespace oneshot
