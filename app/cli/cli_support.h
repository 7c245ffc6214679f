#pragma once

#include <CLI/App.hpp>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/evaluation/statistics.h"

namespace oneshot::cli {

class Console;

constexpr int exitDone = 0, exitFailed = 1, exitUsage = 2, exitBadData = 3, exitInterrupted = 130;
int exitStatus(ErrorCode);

std::string percent(const Interval&);  ///< "57.4 .. 66.9"

/// Prints the object of --json on standard output, control characters in its texts as \u001b. Throws Error(Failed) if
/// it cannot be written.
void printJson(const Json&);
/// Prints text for people on standard output, control characters as \x1b. Line ends stay, so pass names through
/// oneLine() first.
void print(const std::string& text);
/// True if nobody reads standard output any more, as after `| head`: output is dropped, and a long listing can end.
bool isOutputClosed();

/// Shows a message if a run has no best weights, and its last ones are used.
void warnOfLastWeights(Console&, const std::string& model);

Json accuracyPercentJson(const Accuracy&);  ///< accuracy_percent, confidence95, method

void addOverwriteOption(CLI::App&, bool& overwrite);  ///< adds --overwrite to a command that writes a folder

}  // namespace oneshot::cli
