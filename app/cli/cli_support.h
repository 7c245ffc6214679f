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

/// The one object of --json, on standard output, control characters in its texts as \u001b. Throws Error(Failed) where
/// it cannot be written.
void printJson(const Json&);
/// What a person reads, on standard output, its control characters as \x1b. Names in it want oneLine() besides, since
/// line ends stay.
void print(const std::string& text);
/// Whether nobody reads standard output any more, as after `| head`: what is printed is dropped, and a long listing
/// ends.
bool isOutputClosed();

/// Says so where a run has no best weights, so that its last ones answer.
void tellOfLastWeights(Console&, const std::string& model);

Json accuracyPercentJson(const Accuracy&);  ///< accuracy_percent, confidence95, method

void addOverwriteOption(CLI::App&, bool& overwrite);  ///< --overwrite, of commands that write a folder

}  // namespace oneshot::cli
