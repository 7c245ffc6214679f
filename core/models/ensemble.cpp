#include "core/models/ensemble.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/models/preparation.h"

namespace oneshot {
namespace {

/// Reads the numbers of one drawing from the first to the last.
class Reader {
  public:
    explicit Reader(std::span<const float> numbers) : rest_(numbers) {}
    int count() { return static_cast<int>(next(1).front()); }
    std::span<const float> next(std::size_t size) {
        const auto part = rest_.first(size);
        rest_ = rest_.subspan(size);
        return part;
    }

  private:
    std::span<const float> rest_;
};

void append(std::vector<float>& to, std::span<const float> numbers) {
    to.insert(to.end(), numbers.begin(), numbers.end());
}

/// The rows, which are of one length, as one batch.
Embeddings joined(const std::vector<std::vector<float>>& rows) {
    Embeddings all{{}, static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows.front().size())};
    all.values.reserve(rows.size() * static_cast<std::size_t>(all.dimension));
    for (const std::vector<float>& row : rows) append(all.values, row);
    return all;
}

Origin jointOrigin(const std::vector<ModelPtr>& members) {
    Origin joint = members.front()->origin();
    joint.run.clear();
    std::set<std::uint64_t> drawings(joint.learntDrawings.begin(), joint.learntDrawings.end());
    std::set<std::string> dataNames{joint.data.spec};
    for (std::size_t i = 1; i < members.size(); ++i) {
        const Origin& origin = members[i]->origin();
        joint.model += "+" + origin.model;
        if (joint.data.spec.empty()) joint.data.sha256 = origin.data.sha256;
        if (!origin.data.spec.empty() && dataNames.insert(origin.data.spec).second)
            joint.data.spec += (joint.data.spec.empty() ? "" : " and ") + origin.data.spec;
        for (const LearntAlphabet& alphabet : origin.learnt)
            if (std::ranges::find(joint.learnt, alphabet) == joint.learnt.end()) joint.learnt.push_back(alphabet);
        drawings.insert(origin.learntDrawings.begin(), origin.learntDrawings.end());
        joint.parameters += origin.parameters;
        joint.step += origin.step;
    }
    joint.learntDrawings.assign(drawings.begin(), drawings.end());
    return joint;
}

class Ensemble final : public OneShotModel {
  public:
    explicit Ensemble(std::vector<ModelPtr> members) : members_(std::move(members)), origin_(jointOrigin(members_)) {
        for (const ModelPtr& member : members_) scale_ += member->softmaxScale() / static_cast<double>(members_.size());
        if (scale_ <= 0)
            throw Error(ErrorCode::InvalidSetting, origin_.model, "scores of these say nothing, so they have no mean",
                        "Put a learner into it.");
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override { return prepareDistorted(drawings, {}); }

    /// For each drawing and each member: number of images, channels, height, width, pixels.
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        std::vector<std::vector<float>> rows(drawings.size());
        for (const ModelPtr& member : members_) {
            const ImageBatch images = member->prepareDistorted(drawings, distortion);
            const int views = rows.empty() ? 0 : images.n / static_cast<int>(rows.size());
            for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
                for (const int size : {views, images.channels, images.height, images.width})
                    rows[i].push_back(static_cast<float>(size));
                for (int v = 0; v < views; ++v) append(rows[i], images.image(i * views + v));
            }
        }
        Embeddings all = joined(rows);
        return {std::move(all.values), all.count, 1, 1, all.dimension};
    }

    Embeddings embed(const ImageBatch& images) const override {
        std::vector<ImageBatch> batches(members_.size());
        for (int i = 0; i < images.n; ++i) {
            Reader row(images.image(i));
            for (ImageBatch& batch : batches) {
                const int views = row.count();
                batch.n += views;
                batch.channels = row.count();
                batch.height = row.count();
                batch.width = row.count();
                append(batch.data, row.next(views * batch.imageSize()));
            }
        }
        std::vector<std::vector<float>> rows(images.n);
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Embeddings part = members_[m]->embed(batches[m]);
            assert(part.count == images.n);
            for (int i = 0; i < images.n; ++i) {
                rows[i].push_back(static_cast<float>(part.dimension));
                append(rows[i], part.row(i));
            }
        }
        return joined(rows);
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        const std::vector<Embeddings> asked = split(queries), known = split(support.embeddings);
        Scores mean{std::vector<float>(static_cast<std::size_t>(queries.count) * support.ways), queries.count,
                    support.ways};
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Scores scores = members_[m]->compare(asked[m], {known[m], support.ways, support.shots});
            const double weight = members_[m]->softmaxScale() / (scale_ * static_cast<double>(members_.size()));
            for (std::size_t i = 0; i < mean.values.size(); ++i)
                mean.values[i] += static_cast<float>(weight * scores.values[i]);
        }
        return mean;
    }

    bool dependsOnSupportSet() const override {
        return std::ranges::any_of(members_, [](const ModelPtr& member) { return member->dependsOnSupportSet(); });
    }
    const Origin& origin() const override { return origin_; }
    std::string fingerprint() const override {
        Sha256 hash;
        for (const ModelPtr& member : members_) hash.add(std::string_view(member->fingerprint()));
        return Sha256::hex(hash.digest());
    }
    ScoreKind scoreKind() const override {
        const ScoreKind first = members_.front()->scoreKind();
        return std::ranges::all_of(members_, [&](const ModelPtr& member) { return member->scoreKind() == first; })
                   ? first
                   : ScoreKind::Learnt;
    }
    double softmaxScale() const override { return scale_; }

    const std::vector<ModelPtr>& members() const { return members_; }

  private:
    /// Each member's part of the embeddings.
    std::vector<Embeddings> split(const Embeddings& all) const {
        std::vector<Embeddings> parts(members_.size());
        for (int i = 0; i < all.count; ++i) {
            Reader row(all.row(i));
            for (Embeddings& part : parts) {
                part.dimension = row.count();
                append(part.values, row.next(part.dimension));
                ++part.count;
            }
        }
        return parts;
    }

    std::vector<ModelPtr> members_;
    Origin origin_;
    double scale_ = 0;
};

}  // namespace

ModelPtr makeEnsemble(std::vector<ModelPtr> members) {
    assert(!members.empty());
    return members.size() == 1 ? std::move(members.front()) : std::make_shared<Ensemble>(std::move(members));
}

std::vector<ModelPtr> membersOf(const OneShotModel& model) {
    const auto* ensemble = dynamic_cast<const Ensemble*>(&model);
    return ensemble ? ensemble->members() : std::vector<ModelPtr>{};
}

}  // namespace oneshot
