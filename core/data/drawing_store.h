#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/drawing/drawing.h"

namespace oneshot {

/// An index into a DrawingStore.
using DrawingId = std::uint32_t;

/// Holds drawings that never change, each with its drawingHash(). Copies share them and cost a pointer.
class DrawingStore {
  public:
    DrawingStore() = default;
    /// Hashes the drawings on all cores; blocks.
    explicit DrawingStore(std::vector<Drawing>);

    const Drawing& operator[](DrawingId id) const { return contents_->drawings[id]; }
    std::uint64_t hash(DrawingId id) const { return contents_->hashes[id]; }
    /// All ids are below this count. Datasets that share the store may use only some: see Dataset::drawingIds().
    std::size_t idCount() const { return contents_ ? contents_->drawings.size() : 0; }

  private:
    struct Contents {
        std::vector<Drawing> drawings;
        std::vector<std::uint64_t> hashes;
    };

    std::shared_ptr<const Contents> contents_;  ///< null if there are none
};

}  // namespace oneshot
