#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/compute/compute.h"
#include "core/models/one_shot_model.h"
#include "core/models/safetensors.h"

namespace oneshot {

/// A file that is installed with the programs, in share/oneshot-workbench beside the folder of the running one. Throws
/// Error(Failed) if it is missing.
std::filesystem::path sharedFile(const std::filesystem::path& name);

/// Names that openModel() takes besides paths: the baselines.
std::vector<std::string> baselineNames();

/// MODEL of the command line: a run directory (its best weights, else its last), a .safetensors file, "shipped", or a
/// baseline's name; one with another comparison: "MODEL:comparison=tuned"; or several joined by "+", which answer as
/// one (ensemble.h). Networks are put on the device; baselines need none. Throws Error(BadData) naming the file and
/// what is wrong, or as requireDevice.
ModelPtr openModel(const std::string& model, Device device = Device::Cpu);

/// Which weights of a run answer: "best", or "last" if it has no best ones; empty if it is no run directory.
std::string weightsOf(const std::filesystem::path& run);
/// Says that a run's last weights answer, and why; empty if the best ones do. model: as openModel() takes it.
std::string lastWeightsNotice(const std::string& model);

/// The model of a checkpoint, which errors call `name`; `run` is the run that it belongs to, if any.
ModelPtr modelFromCheckpoint(const SafeTensors&, const std::string& name, const std::string& run = {},
                             Device device = Device::Cpu);

}  // namespace oneshot
