#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/data/error.h"
#include "core/data/json.h"
#include "core/data/text.h"
#include "core/evaluation/statistics.h"

namespace oneshot::cli {

class Console;

constexpr int exitDone = 0, exitFailed = 1, exitUsage = 2, exitBadData = 3, exitInterrupted = 130;
int exitStatus(ErrorCode);

std::string percent(const Interval&);  ///< "57.4 .. 66.9"

/// The one object of --json, on standard output. Throws Error(Failed) where it cannot be written.
void printJson(const Json&);
/// What a person reads, on standard output.
void print(const std::string& text);

/// Says so where a run has no best weights, so that its last ones answer.
void tellOfLastWeights(Console&, const std::string& model);

Json accuracyPercentJson(const Accuracy&);  ///< accuracy_percent, confidence95, method

/// Throws Error(Failed) where the file cannot be written whole.
void writeFile(const std::filesystem::path&, const std::string& content);
void makeFolder(const std::filesystem::path&);  ///< throws Error(Failed)

}  // namespace oneshot::cli
