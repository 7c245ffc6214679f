#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <vector>

namespace oneshot::cli {

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
Command addGlyphsCommand(CLI::App& data);  ///< below `data`
Command addPresetsCommand(CLI::App&);
Command addDemoCommand(CLI::App&);
Command addReportCommand(CLI::App&);
Command addExportCommand(CLI::App&);

}  // namespace oneshot::cli
