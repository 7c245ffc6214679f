#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/models/safetensors.h"

namespace oneshot {

/// Keeps the state of a run in its folder's checkpoints/: last.safetensors, the one before it as previous.safetensors
/// and, where it is the best so far, best.safetensors without the optimiser's state. At every moment each name holds a
/// whole file or none. Throws Error(Failed); what was there is then still there.
void writeCheckpoint(const std::filesystem::path& run, const SafeTensors& state, bool best);

/// A complete run is not gone on with: the checkpoint before its last is of no more use.
void removePreviousCheckpoint(const std::filesystem::path& run);

/// Whether the run has weights of any kind.
bool hasWeights(const std::filesystem::path& run);

/// Where a run can go on.
struct Checkpoint {
    SafeTensors state;
    std::int64_t step = 0;
    std::int64_t evaluated = 0;  ///< step of the last evaluation that it knows of; that of its own step may be owed
    std::string damage;          ///< why it is not the last one, in full words; empty: it is
};

/// The last one or, where that is damaged, the one before. None: the run has none yet. Throws Error(BadData) that
/// names the last where neither is sound, Unreadable where one cannot be read.
std::optional<Checkpoint> readCheckpoint(const std::filesystem::path& run);

/// Keeps the damaged last one beside as ".damaged", before the run goes on from the one before.
void setDamagedCheckpointAside(const std::filesystem::path& run);

}  // namespace oneshot
