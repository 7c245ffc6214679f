#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/models/one_shot_model.h"

namespace oneshot {

/// Embeddings of drawings of a dataset, each prepared and embedded once and kept in one block. Keeps references to what
/// it is given.
class EmbeddedDrawings {
  public:
    EmbeddedDrawings(const OneShotModel&, const Dataset&);

    void add(DrawingId);  ///< to be embedded by the next embedAdded(), unless it is already
    /// Calls beforeBatch() before each batch; larger inputs have smaller batches.
    void embedAdded(const std::function<void()>& beforeBatch);

    bool contains(DrawingId drawing) const { return rowOf_[drawing] >= 0; }
    std::int64_t added() const { return static_cast<std::int64_t>(drawings_.size()); }
    std::int64_t embedded() const { return embeddings_.count; }

    /// Gathers the rows of drawings that are embedded, in their order and as often as they are named: [n, D].
    Embeddings rowsOf(std::span<const DrawingId>) const;
    int dimension() const { return embeddings_.dimension; }

  private:
    ImageBatch prepare(std::span<const DrawingId>) const;

    const OneShotModel& model_;
    const Dataset& dataset_;
    std::vector<int> rowOf_;  ///< by DrawingId; -1: not added
    std::vector<DrawingId> drawings_;
    Embeddings embeddings_;  ///< of the first drawings_
};

}  // namespace oneshot
