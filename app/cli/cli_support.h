#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/data/error.h"
#include "core/data/json.h"
#include "core/evaluation/statistics.h"

namespace oneshot::cli {

constexpr int exitDone = 0, exitFailed = 1, exitUsage = 2, exitBadData = 3, exitInterrupted = 130;
int exitStatus(ErrorCode);

/// As printf would write it.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);

std::string grouped(std::int64_t number);               ///< "38,951,745"
std::string counted(std::int64_t n, const char* noun);  ///< "1 run", "2,720 drawings"
std::string duration(double seconds);                   ///< "1:05", "2:00:13"
std::string percent(const Interval&);                   ///< "57.4 .. 66.9"
std::string shellQuoted(const std::string&);            ///< one word of a shell, quoted where it must be

/// The one object of --json, on standard output. Throws Error(Failed) where it cannot be written.
void printJson(const Json&);
/// What a person reads, on standard output.
void print(const std::string& text);

Json intervalJson(const Interval&);  ///< [low, high]
Json accuracyJson(const Accuracy&);  ///< accuracy_percent, confidence95, method

/// Throws Error(Failed) where the file cannot be written whole.
void writeFile(const std::filesystem::path&, const std::string& content);
void makeFolder(const std::filesystem::path&);  ///< throws Error(Failed)

}  // namespace oneshot::cli
