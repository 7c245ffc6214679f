#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/training/training_config.h"

namespace oneshot::cli {

/// Options of the commands that begin trainings.
struct TrainingOptions {
    std::string preset = "compact", data, validation;
    std::vector<std::string> assignments;
    std::optional<std::string> seed, threads;  // text, for setSetting to check
    std::optional<Device> device;
    std::optional<std::int64_t> steps;
    std::optional<double> minutes;
};

CLI::Validator minutesCheck();  ///< of --minutes

/// Adds --preset, --data, --validation, --seed, --threads, --device, --set, --steps and --minutes, and returns them.
std::vector<CLI::Option*> addTrainingOptions(CLI::App&, TrainingOptions&);

void requireData(const TrainingOptions&);  ///< throws Error(InvalidSetting) if no data are named
/// Throws Error(InvalidSetting) if the configuration is invalid.
TrainingConfig configOf(const TrainingOptions&);

// Parts of a command's footer.
std::string specHelp();         ///< what SPEC is
std::string settingKeysHelp();  ///< the keys of --set, by group

}  // namespace oneshot::cli
