#include "core/runs/checkpoints.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/runs/run_directory.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

fs::path checkpointIn(const fs::path& run, const char* name) {
    return run / "checkpoints" / (std::string(name) + ".safetensors");
}

Checkpoint checkpointOf(const fs::path& path) {
    Checkpoint checkpoint{readSafeTensors(path), -1, 0, {}};
    const auto step = checkpoint.state.metadata.find("step");
    if (step != checkpoint.state.metadata.end())
        std::from_chars(step->second.data(), step->second.data() + step->second.size(), checkpoint.step);
    if (checkpoint.step < 0)
        throw Error(ErrorCode::BadData, path.string(), "its metadata do not say after which step it is");
    try {
        const Json last = parseStrictJson<Json>(checkpoint.state.metadata.at("training")).at("last");
        if (!last.is_null()) checkpoint.evaluated = strictly<std::int64_t>(last.at("step"));
    } catch (const std::exception& error) {
        if (isOutOfMemory(error)) throw;
        throw Error(ErrorCode::BadData, path.string(), "its metadata do not say where the training was");
    }
    return checkpoint;
}

}  // namespace

void writeCheckpoint(const fs::path& run, const SafeTensors& state, bool best) {
    const fs::path last = checkpointIn(run, "last"), next = checkpointIn(run, "next"),
                   previous = checkpointIn(run, "previous");
    writeSafeTensors(next, state, last);  // the larger one first: a disk that is full takes neither
    if (best) {
        SafeTensors weights{{}, state.metadata};
        for (const auto& [name, tensor] : state.tensors)
            if (!name.starts_with("optimiser.") && !name.starts_with("trained.")) weights.tensors.emplace(name, tensor);
        writeSafeTensors(checkpointIn(run, "best"), weights);
    }
    // A second name for the last one first, so that there is never a moment without it. A disk that knows no second
    // names keeps no previous one.
    std::error_code failed;
    const fs::path beside = previous.string() + ".part";
    fs::remove(beside, failed);
    fs::create_hard_link(last, beside, failed);
    if (!failed) fs::rename(beside, previous, failed);
    fs::rename(next, last, failed);
    if (failed)
        throw Error(ErrorCode::Failed, last.string(), "could not replace the weights: " + failed.message(),
                    "Allow writing to its folder, then resume the run.");
}

void removePreviousCheckpoint(const fs::path& run) {
    std::error_code ignored;
    fs::remove(checkpointIn(run, "previous"), ignored);
}

bool hasWeights(const fs::path& run) {
    return std::ranges::any_of(std::array{"best", "last", "previous"},
                               [&](const char* name) { return fs::exists(checkpointIn(run, name)); });
}

std::optional<Checkpoint> readCheckpoint(const fs::path& run) {
    const fs::path last = checkpointIn(run, "last"), previous = checkpointIn(run, "previous");
    std::error_code none;
    const bool hasLast = fs::exists(last, none), hasPrevious = fs::exists(previous, none);
    if (!hasLast && !hasPrevious) return {};
    try {
        if (hasLast) return checkpointOf(last);
        throw Error(ErrorCode::BadData, last.string(), "it is not there");
    } catch (const Unreadable&) {
        throw;
    } catch (const Error& error) {
        const Error damage(ErrorCode::BadData, error.where(), error.problem(),
                           "Restore it from a copy, or begin a new run; checkpoints/best.safetensors can still be "
                           "evaluated where it is sound.");
        if (!hasPrevious) throw damage;
        try {
            Checkpoint checkpoint = checkpointOf(previous);
            checkpoint.damage = error.where() + ": " + error.problem();
            return checkpoint;
        } catch (const Unreadable&) {
            throw;
        } catch (const Error&) {
            throw damage;
        }
    }
}

void setDamagedCheckpointAside(const fs::path& run) {
    if (const fs::path last = checkpointIn(run, "last"); fs::exists(last)) setAside(last);
}

}  // namespace oneshot
