#include "core/models/models.h"

#include <algorithm>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/files/file_kind.h"
#include "core/models/baselines.h"
#include "core/models/detail/neural_model.h"
#include "core/models/detail/weights_file.h"
#include "core/models/ensemble.h"

namespace oneshot {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view comparisonKey = ":comparison=";

/// Reads a file of weights. Says what it is if it is something else: "a PyTorch file", say.
SafeTensors readWeights(const fs::path& file) try { return readSafeTensors(file); } catch (const Error&) {
    const FileKind kind = fileKindAt(file);
    if (kind == FileKind::SafeTensors || kind == FileKind::Unknown || kind == FileKind::Empty) throw;
    throw Error(ErrorCode::BadData, file.string(), "it is " + describe(kind) + ", which is no model of this program",
                "Name a run directory that `oneshot train` made, or a .safetensors file of one.");
}

/// Throws Error(BadData) if the best weights are of another training than the last ones beside them.
void requireOfItsRun(const SafeTensors& best, const fs::path& file) {
    detail::Metadata last;
    try {
        last = readSafeTensorsMetadata(file.parent_path() / "last.safetensors");
    } catch (const Error&) {  // there is nothing to compare with
        return;
    }
    if (!detail::canBeOfOneTraining(best.metadata, last))
        throw Error(ErrorCode::BadData, file.string(),
                    "it does not belong to this run: last.safetensors beside it is of another network or other data",
                    "Restore the run's own, or move it away: the last weights then answer.");
}

/// Throws Error(InvalidSetting) if a model is followed by an unknown key: "shipped:comparision=tuned".
void requireKnownKey(const std::string& model, const std::vector<std::string>& names) {
    const std::size_t colon = model.rfind(':');
    const std::size_t equals = colon == std::string::npos ? colon : model.find('=', colon);
    if (equals == std::string::npos) return;
    const std::string asked = model.substr(0, colon), key = model.substr(colon + 1, equals - colon - 1);
    std::error_code none;
    if (std::ranges::find(names, asked) == names.end() && !fs::exists(asked, none)) return;
    const std::vector<std::string> keys{"comparison"};
    throw Error(ErrorCode::InvalidSetting, model, "a model has no key \"" + key + '"',
                didYouMean(key, keys) + "It is asked otherwise by MODEL:comparison=... alone.");
}

/// Opens MODEL+MODEL.
ModelPtr openEnsemble(const std::string& models, Device device) {
    std::vector<ModelPtr> members;
    for (const std::string& member : split(models, '+')) {
        if (member.empty())
            throw Error(ErrorCode::BadData, models, "a model is missing beside a +", "Name one, or take the + away.");
        members.push_back(openModel(member, device));
    }
    return makeEnsemble(std::move(members));
}

}  // namespace

std::vector<std::string> baselineNames() {
    return {"pixels-l2", "modified-hausdorff", "strokes", "random"};
}

fs::path sharedFile(const fs::path& name) {
    // The programs are in bin, tests and benchmarks one folder deeper, as built and as installed.
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
    const fs::path place = fs::path("share") / "oneshot-workbench" / name;
    for (const fs::path& top : {program.parent_path(), program.parent_path().parent_path()})
        if (fs::exists(top / place, none)) return top / place;
    throw Error(ErrorCode::Failed, (program.parent_path() / place).string(), "this part of the workbench is not there",
                "Build or install the workbench anew.");
}

ModelPtr openModel(const std::string& model, Device device) {
    requireDevice(device);
    if (model == "pixels-l2") return makePixelsL2();
    if (model == "modified-hausdorff") return makeModifiedHausdorff();
    if (model == "strokes") return makeStrokes();
    if (model == "random") return makeRandomModel();
    if (model == "shipped") return openModel(sharedFile("models/compact.safetensors").string(), device);

    fs::path file = model;
    std::string run;
    std::error_code none;
    if (fs::is_directory(file, none)) {
        const fs::path checkpoints = file / "checkpoints";
        run = fs::canonical(file, none).filename().string();
        file = checkpoints / (weightsOf(file) + ".safetensors");
        if (!fs::exists(file, none)) {
            if (fs::exists(fs::path(model) / "weights.safetensors", none))
                throw Error(ErrorCode::BadData, model, "the folder is an export for other programs",
                            "Name its weights.safetensors, or the run that it was made of.");
            throw Error(ErrorCode::BadData, model, "the folder is no run, or a run without a checkpoint yet",
                        "Name a run directory that `oneshot train` made.");
        }
    } else if (!fs::exists(file, none)) {
        const auto at = model.rfind(comparisonKey);
        const bool several = model.find('+') != model.npos;
        if (at != model.npos && (!several || fs::exists(model.substr(0, at), none)))
            return detail::withComparison(
                *openModel(model.substr(0, at), device),
                enumNamed<WayComparison>("comparison", model.substr(at + comparisonKey.size())));
        if (several) return openEnsemble(model, device);
        std::vector<std::string> known = baselineNames();
        known.emplace_back("shipped");
        requireKnownKey(model, known);
        throw Error(ErrorCode::BadData, model, "there is no such model",
                    didYouMean(model, known) +
                        "Name a run directory, a .safetensors file, shipped, pixels-l2, modified-hausdorff, strokes or "
                        "random.");
    }
    const SafeTensors weights = readWeights(file);
    if (!run.empty()) requireOfItsRun(weights, file);
    return modelFromCheckpoint(weights, file.string(), run, device);
}

std::string weightsOf(const fs::path& run) {
    std::error_code none;
    if (!fs::is_directory(run, none)) return {};
    return fs::exists(run / "checkpoints" / "best.safetensors", none) ? "best" : "last";
}

std::string lastWeightsNotice(const std::string& model) {
    const std::string weights = weightsOf(model);
    if (weights == "last")
        return "checkpoints/best.safetensors of " + model + " is not there, so the run's last weights answer.";
    if (!weights.empty()) return {};
    std::string notices;
    for (const std::string& member : split(model.substr(0, model.rfind(comparisonKey)), '+'))
        if (weightsOf(member) == "last") notices.append(notices.empty() ? "" : " ").append(lastWeightsNotice(member));
    return notices;
}

}  // namespace oneshot
