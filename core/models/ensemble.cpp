#include "core/models/ensemble.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "core/base/error.h"
#include "core/base/sha256.h"

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

/// Rows that grow at the same pace, to become one batch.
class Rows {
  public:
    explicit Rows(int count) : rows_(count) {}
    void append(int row, std::span<const float> numbers) {
        rows_[row].insert(rows_[row].end(), numbers.begin(), numbers.end());
    }
    void append(int row, int number) { rows_[row].push_back(static_cast<float>(number)); }
    int length() const { return rows_.empty() ? 0 : static_cast<int>(rows_.front().size()); }
    std::vector<float> joined() const {
        std::vector<float> all;
        all.reserve(rows_.size() * length());
        for (const auto& row : rows_) all.insert(all.end(), row.begin(), row.end());
        return all;
    }

  private:
    std::vector<std::vector<float>> rows_;
};

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
        for (const ModelPtr& member : members_) scale_ += member->shareScale() / static_cast<double>(members_.size());
        if (scale_ <= 0)
            throw Error(ErrorCode::InvalidSetting, origin_.model, "scores of these say nothing, so they have no mean",
                        "Put a learner into it.");
    }

    ImageBatch prepare(const DrawingBatch& drawings) const override {
        return together(drawings.size(), [&](const OneShotModel& member) { return member.prepare(drawings); });
    }
    ImageBatch prepareDistorted(const DrawingBatch& drawings, const Distortion& distortion) const override {
        return together(drawings.size(),
                        [&](const OneShotModel& member) { return member.prepareDistorted(drawings, distortion); });
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
                const auto pixels = row.next(views * batch.imageSize());
                batch.data.insert(batch.data.end(), pixels.begin(), pixels.end());
            }
        }
        Rows rows(images.n);
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Embeddings part = members_[m]->embed(batches[m]);
            assert(part.count == images.n);
            for (int i = 0; i < images.n; ++i) {
                rows.append(i, part.dimension);
                rows.append(i, part.row(i));
            }
        }
        return {rows.joined(), images.n, rows.length()};
    }

    Scores compare(const Embeddings& queries, const Support& support) const override {
        const std::vector<Embeddings> asked = split(queries), known = split(support.embeddings);
        Scores mean{std::vector<float>(static_cast<std::size_t>(queries.count) * support.ways), queries.count,
                    support.ways};
        for (std::size_t m = 0; m < members_.size(); ++m) {
            const Scores scores = members_[m]->compare(asked[m], {known[m], support.ways, support.shots});
            const double weight = members_[m]->shareScale() / (scale_ * static_cast<double>(members_.size()));
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
    double shareScale() const override { return scale_; }

    const std::vector<ModelPtr>& members() const { return members_; }

  private:
    /// Of each drawing, for each member: number of images, channels, height, width, pixels.
    template <typename Prepare>
    ImageBatch together(std::size_t drawings, const Prepare& prepare) const {
        const auto count = static_cast<int>(drawings);
        Rows rows(count);
        for (const ModelPtr& member : members_) {
            const ImageBatch images = prepare(*member);
            const int views = count > 0 ? images.n / count : 0;
            for (int i = 0; i < count; ++i) {
                for (const int size : {views, images.channels, images.height, images.width}) rows.append(i, size);
                for (int v = 0; v < views; ++v) rows.append(i, images.image(i * views + v));
            }
        }
        return {rows.joined(), count, 1, 1, rows.length()};
    }

    /// Each member's part of the embeddings.
    std::vector<Embeddings> split(const Embeddings& all) const {
        std::vector<Embeddings> parts(members_.size());
        for (int i = 0; i < all.count; ++i) {
            Reader row(all.row(i));
            for (Embeddings& part : parts) {
                part.dimension = row.count();
                const auto values = row.next(part.dimension);
                part.values.insert(part.values.end(), values.begin(), values.end());
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
