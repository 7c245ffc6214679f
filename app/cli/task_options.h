#pragma once

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <string>

#include "app/cli/number_checks.h"
#include "core/base/error.h"
#include "core/models/models.h"

namespace oneshot::cli {

// Options of the commands that evaluate models: where tasks are drawn from, and how.

/// What MODEL may be.
inline std::string modelHelp() {
    return fmt::format("A run directory (its best weights), a .safetensors file, shipped, {}",
                       fmt::join(baselineNames(), ", ")) +
           "; MODEL:comparison=tuned changes how it compares, MODEL+MODEL makes an ensemble";
}

inline CLI::Option* addLakeOption(CLI::App& command, std::string& lake) {
    return command.add_option("--lake", lake, "Lake's runs: a zip or folder as all_runs.zip")->type_name("RUNS.zip");
}

/// Throws where neither is named.
inline void requireData(const char* command, const std::string& lake, const std::string& data) {
    if (lake.empty() && data.empty())
        throw Error(ErrorCode::InvalidSetting, command, "needs --lake or --data",
                    "Name the zip of Lake's runs, or a dataset to draw tasks from.");
}

/// --data, --ways, --tasks, --within-alphabet and --seed, which --lake excludes. Settings: with ways, tasks,
/// withinAlphabet, seed.
template <typename Settings>
void addTaskOptions(CLI::App& command, CLI::Option& lake, std::string& data, Settings& settings) {
    for (CLI::Option* option : {
             command.add_option("--data", data, "Draw tasks from this dataset")->type_name("SPEC"),
             command.add_option("--ways", settings.ways, "Characters in a support set, several by commas")
                 ->type_name("N,...")
                 ->delimiter(',')
                 ->check(wholeNumber(2, 100000))
                 ->default_str("5,20"),
             command.add_option("--tasks", settings.tasks, "How many tasks for each number of ways")
                 ->type_name("COUNT")
                 ->check(wholeNumber(1, 10000000))
                 ->capture_default_str(),
             command.add_flag("--within-alphabet", settings.withinAlphabet, "All ways of a task from one alphabet"),
             command.add_option("--seed", settings.seed, "Seed of the tasks")
                 ->type_name("N")
                 ->check(wholeNumber(0))
                 ->capture_default_str(),
         })
        lake.excludes(option);
}

}  // namespace oneshot::cli
