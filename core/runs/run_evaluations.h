#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/evaluation/evaluation_record.h"

namespace oneshot {

/// What the run's evaluation.json holds, oldest first; nothing where there is none. What is no sound entry is passed
/// over: `damage`, if given, receives what is wrong with the first of them, or with the whole file. Throws Unreadable
/// where the file cannot be read.
std::vector<EvaluationRecord> readEvaluations(const std::filesystem::path& directory, std::string* damage = nullptr);

/// Adds an evaluation of the run's weights (see toJson) with the time; several processes may do so at once. A damaged
/// file is kept beside; where it is is returned, else an empty path. Throws Error(Failed), and Unreadable where the
/// file cannot be read, which is then left as it is.
std::filesystem::path recordEvaluation(const std::filesystem::path& directory, Json evaluation);

}  // namespace oneshot
