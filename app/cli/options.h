#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/compute/compute.h"
#include "core/models/one_shot_model.h"

namespace oneshot::cli {

// Checks of values. Their messages say in words what is allowed.

CLI::Validator wholeNumber(std::uint64_t low, std::uint64_t high = std::numeric_limits<std::uint64_t>::max());
CLI::Validator number(double low, double high);  ///< a finite decimal number
/// One of these names; the message suggests a close one and lists all.
CLI::Validator knownName(std::vector<std::string> names);
/// Keeps options of all commands from taking an empty value, as from an unset variable of the shell, or the next
/// option.
void requireValues(CLI::App&);

// Options that several commands have.

/// Adds an option whose value is called `type` in the help.
template <typename Value>
CLI::Option* addOption(CLI::App& command, const char* name, Value& value, const char* type, const std::string& help) {
    return command.add_option(name, value, help)->type_name(type);
}
/// Adds an option whose value is checked and whose default the help shows.
template <typename Value>
CLI::Option* addChecked(CLI::App& command, const char* name, Value& value, const char* type,
                        const CLI::Validator& check, const std::string& help) {
    return addOption(command, name, value, type, help)->check(check)->capture_default_str();
}

void addJsonOption(CLI::App&, bool& json);            ///< --json
void addOverwriteOption(CLI::App&, bool& overwrite);  ///< --overwrite, of a command that writes a folder
/// --device, of a command that computes with networks; without it `device` stays as it is.
CLI::Option* addDeviceOption(CLI::App&, std::optional<Device>& device);

std::string modelHelp();  ///< what MODEL may be
/// Opens a MODEL whose runs are folders, see withRunFolders(); warns if it is a run without best weights, whose last
/// ones are used.
ModelPtr openNamedModel(const std::string& model, std::optional<Device> device = {});

CLI::Option* addLakeOption(CLI::App&, std::string& lake);
/// Throws Error(InvalidSetting) if neither --lake nor --data is given.
void requireLakeOrData(const char* command, const std::string& lake, const std::string& data);

/// Adds --data, --ways, --tasks, --within-alphabet and --seed, which --lake excludes. Settings: with ways, tasks,
/// withinAlphabet and seed.
template <typename Settings>
void addTaskOptions(CLI::App& command, CLI::Option& lake, std::string& data, Settings& settings) {
    for (CLI::Option* option : {
             addOption(command, "--data", data, "SPEC", "Draw tasks from this dataset"),
             addOption(command, "--ways", settings.ways, "N,...", "Characters in a support set, several by commas")
                 ->delimiter(',')
                 ->check(wholeNumber(2, 100000))
                 ->default_str("5,20"),
             addChecked(command, "--tasks", settings.tasks, "COUNT", wholeNumber(1, 10000000),
                        "How many tasks for each number of ways"),
             command.add_flag("--within-alphabet", settings.withinAlphabet, "All ways of a task from one alphabet"),
             addChecked(command, "--seed", settings.seed, "N", wholeNumber(0), "Seed of the tasks"),
         })
        lake.excludes(option);
}

}  // namespace oneshot::cli
