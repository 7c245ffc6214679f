#pragma once

#include "core/evaluation/rerank.h"
#include "core/models/views.h"

namespace oneshot::session {

/// What a learnt model does beyond one pass, test-time augmentation and re-ranking: `oneshot evaluate --views V
/// --rerank K`.
struct Thinking {
    int views = 0;   ///< distorted views of every drawing, besides the plain one
    int rerank = 0;  ///< so many ways of the highest scores are scored again by deformation
    bool operator==(const Thinking&) const = default;

    bool onePass() const { return *this == Thinking(); }
    ModelPtr applied(ModelPtr model, const std::stop_token& stop = {}) const {
        return withViews(std::move(model), views, 1, stop);
    }
    RerankSettings reranking() const { return {rerank}; }
};

/// Returns what the model does of it: one that has learnt nothing answers in one pass.
inline Thinking thinkingOf(const OneShotModel& model, const Thinking& asked) {
    return model.origin().parameters > 0 ? asked : Thinking();
}

}  // namespace oneshot::session
