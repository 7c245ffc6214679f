#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/evaluation/evaluation_record.h"

namespace oneshot {

/// Returns the entries of the run's evaluation.json, oldest first; none if there is no such file. Damaged entries are
/// passed over: `damage`, if given, receives what is wrong with the first of them, or with the whole file. Throws
/// Unreadable if the file cannot be read.
std::vector<EvaluationRecord> readEvaluations(const std::filesystem::path& directory, std::string* damage = nullptr);

/// Adds an evaluation of the run's weights (see toJson) with the time; several processes may do so at once. Keeps
/// a damaged file beside and returns its path, else an empty path. Throws Error(Failed), and Unreadable if the file
/// cannot be read, which is then left as it is.
std::filesystem::path recordEvaluation(const std::filesystem::path& directory, Json evaluation);

}  // namespace oneshot
