#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <vector>

// What every command needs.
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/options.h"

namespace oneshot::cli {

constexpr int exitDone = 0, exitFailed = 1, exitUsage = 2, exitBadData = 3, exitInterrupted = 130;

/// A sub-command: its parser and its work. `run` returns the exit status.
struct Command {
    const CLI::App* parser;
    std::function<int()> run;
};

Command addTrainCommand(CLI::App&);
Command addEvaluateCommand(CLI::App&);
Command addCompareCommand(CLI::App&);
Command addSearchCommand(CLI::App&);
Command addTasksCommand(CLI::App&);
std::vector<Command> addDataCommands(CLI::App&);
Command addPresetsCommand(CLI::App&);
Command addDemoCommand(CLI::App&);
Command addReportCommand(CLI::App&);
Command addExportCommand(CLI::App&);
std::vector<Command> addStudyCommands(CLI::App&);

}  // namespace oneshot::cli
