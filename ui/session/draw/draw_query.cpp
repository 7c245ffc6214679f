#include "ui/session/draw/draw_query.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <unordered_map>

#include "core/evaluation/probabilities.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot::session {
namespace {

constexpr std::size_t drawingsPerBatch = 8;
constexpr std::size_t maxRemembered = 4000;  // embeddings

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The scores of a drawing once the best ways are re-ranked.
std::vector<float> reranked(const std::vector<float>& scores, const OneShotModel& model, const Drawing& drawing,
                            const SupportSet& support, const RerankSettings& settings) {
    TaskOutcome outcome{scores, predictedWay(scores)};
    rerank(outcome, model, drawing, *support.dataset, support.ways, settings);
    return outcome.scores;
}

}  // namespace

/// What the model made of the support set's drawings.
struct DrawQuery::Memory {
    ModelPtr model;
    std::shared_ptr<const SupportSet> set;  ///< what `support` is of
    Support support;  ///< each different drawing as a way of its own: ways may have different numbers
    std::vector<std::vector<int>> rows;                                ///< of each way's drawings in it
    std::unordered_map<std::uint64_t, std::vector<float>> embeddings;  ///< by drawingHash

    void take(const ModelPtr& newModel, const std::shared_ptr<const SupportSet>& newSet,
              const Worker::Control& control) {
        if (model == newModel && set == newSet) return;
        set.reset();
        if (model != newModel || embeddings.size() > maxRemembered) embeddings.clear();
        model = newModel;
        embed(*newSet, control);
        support = {{}, 0, 1};
        rows.clear();
        std::unordered_map<std::uint64_t, int> rowOf;
        for (const Way& way : newSet->ways) {
            rows.emplace_back();
            for (const DrawingId id : way.drawings) {
                const std::uint64_t hash = newSet->dataset->drawings.hash(id);
                const auto [known, added] = rowOf.try_emplace(hash, support.ways);
                rows.back().push_back(known->second);
                if (!added) continue;
                const std::vector<float>& row = embeddings.at(hash);
                support.embeddings.values.insert(support.embeddings.values.end(), row.begin(), row.end());
                support.embeddings.dimension = static_cast<int>(row.size());
                support.embeddings.count = ++support.ways;
            }
        }
        set = newSet;
    }

    /// Each way's mean score of its own drawings.
    std::vector<float> compare(const Embeddings& query) const {
        const Scores scores = model->compare(query, support);
        std::vector<float> means;
        for (const std::vector<int>& way : rows) {
            double sum = 0;
            for (const int row : way) sum += scores.values[static_cast<std::size_t>(row)];
            means.push_back(static_cast<float>(sum / static_cast<double>(way.size())));
        }
        return means;
    }

    /// Embeds what is not known yet; what was done stays known if a newer question cancels it.
    void embed(const SupportSet& newSet, const Worker::Control& control) {
        const DrawingStore& drawings = newSet.dataset->drawings;
        std::vector<DrawingId> unknown;
        for (const Way& way : newSet.ways)
            std::ranges::copy_if(way.drawings, std::back_inserter(unknown),
                                 [&](DrawingId id) { return !embeddings.contains(drawings.hash(id)); });
        for (std::size_t first = 0; first < unknown.size(); first += drawingsPerBatch) {
            control.progress(static_cast<std::int64_t>(first), std::ssize(unknown));
            throwIfStopped(control.stop);
            const std::size_t last = std::min(first + drawingsPerBatch, unknown.size());
            DrawingBatch batch;
            for (std::size_t i = first; i < last; ++i) batch.push_back(&drawings[unknown[i]]);
            const Embeddings made = model->embed(model->prepare(batch));
            for (std::size_t i = first; i < last; ++i) {
                const auto row = made.row(static_cast<int>(i - first));
                embeddings[drawings.hash(unknown[i])].assign(row.begin(), row.end());
            }
        }
    }
};

DrawQuery::DrawQuery()
    : support_(std::make_shared<SupportSet>()),
      memory_(std::make_shared<Memory>()),
      thinkingMemory_(std::make_shared<Memory>()) {
    for (Worker* worker : {&worker_, &thinker_}) {
        connect(worker, &Worker::failed, this, &DrawQuery::failed);
        connect(worker, &Worker::failed, this, &DrawQuery::finished);
    }
    connect(&worker_, &Worker::progressed, this, &DrawQuery::preparing);
}

void DrawQuery::setModel(ModelPtr model) {
    if (model_ == model) return;
    const bool same = model_ && model && learntTheSame(model_->origin(), model->origin());
    model_ = std::move(model);
    if (!same) findLearnt();
    thinkingModel_.reset();
    renew();
}

void DrawQuery::setThinking(const Thinking& thinking) {
    if (thinking_ == thinking) return;
    thinking_ = thinking;
    thinkingModel_.reset();
    renew();
}

void DrawQuery::setWatched(bool watched) {
    watched_ = watched;
    if (watched_ && stale_) renew();
}

void DrawQuery::setSupport(SupportSet support) {
    support_ = std::make_shared<const SupportSet>(std::move(support));
    findLearnt();
    renew();
}

void DrawQuery::ask(Drawing drawing) {
    drawing_ = std::make_shared<const Drawing>(std::move(drawing));
    renew();
}

void DrawQuery::forget() {
    drawing_.reset();
    renew();  // the support set may have to be embedded for the next
}

void DrawQuery::renew() {
    thinker_.cancel();
    stale_ = !watched_;
    if (!model_ || stale_) return worker_.cancel();
    worker_.run(
        [memory = memory_, model = model_, support = support_,
         drawing = drawing_](const Worker::Control& control) -> std::optional<DrawAnswer> {
            DrawAnswer answer;
            answer.kind = model->scoreKind();
            if (!support->ways.empty()) memory->take(model, support, control);
            if (!drawing) return {};
            const auto start = Clock::now();
            answer.input = model->prepare({drawing.get()});
            if (support->ways.empty()) return answer;
            answer.scores = answer.onePassScores = memory->compare(model->embed(answer.input));
            answer.probabilities = probabilities(answer.scores, model->softmaxScale());
            answer.seconds = answer.onePassSeconds = secondsSince(start);
            return answer;
        },
        [this](const std::optional<DrawAnswer>& answer) {
            think(answer);
            if (answer) Q_EMIT answered(*answer);
            if (!thinking()) Q_EMIT finished();
        });
}

/// Without a drawing it gets to know the support set.
void DrawQuery::think(const std::optional<DrawAnswer>& onePass) {
    const Thinking thinking = thinkingOf(*model_, thinking_);
    if (thinking.onePass() || support_->ways.empty()) return;
    if (!thinkingModel_) thinkingModel_ = thinking.applied(model_);
    thinker_.run(
        [memory = thinkingMemory_, model = thinkingModel_, support = support_, drawing = drawing_, onePass,
         thinking](const Worker::Control& control) -> std::optional<DrawAnswer> {
            if (thinking.views > 0) memory->take(model, support, control);
            if (!onePass) return {};
            DrawAnswer answer = *onePass;
            answer.thinking = thinking;
            const auto start = Clock::now();
            if (thinking.views > 0) answer.scores = memory->compare(model->embed(model->prepare({drawing.get()})));
            if (thinking.rerank > 0)
                answer.scores = reranked(answer.scores, *model, *drawing, *support, thinking.reranking());
            answer.probabilities = probabilities(answer.scores, model->softmaxScale());
            answer.seconds = answer.onePassSeconds + secondsSince(start);
            return answer;
        },
        [this](const std::optional<DrawAnswer>& answer) {
            if (answer) Q_EMIT answered(*answer);
            Q_EMIT finished();
        });
}

void DrawQuery::findLearnt() {
    const auto take = [this](const std::set<CharacterId>& found) {
        learnt_ = found;
        Q_EMIT learntChanged();
    };
    learntFinder_.cancel();
    take({});
    if (!model_ || support_->ways.empty()) return;
    learntFinder_.run(
        [model = model_, support = support_](const Worker::Control&) {
            const std::set<CharacterId> learnt = learntCharacters(model->origin(), *support->dataset);
            std::set<CharacterId> found;
            for (const Way& way : support->ways)
                if (learnt.contains(way.character)) found.insert(way.character);
            return found;
        },
        take);
}

}  // namespace oneshot::session
