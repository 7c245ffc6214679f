#pragma once

#include <filesystem>
#include <string>

#include "core/base/json.h"
#include "core/evaluation/learner_comparison.h"

namespace oneshot {

/// What `oneshot compare` asks of learners.
struct ComparisonRequest {
    std::string lake;             ///< zip or folder of Lake's runs; or
    std::string data;             ///< SPEC to draw tasks from
    ComparisonSettings settings;  ///< of drawn tasks
    bool operator==(const ComparisonRequest&) const = default;
};

/// Reads the data and draws the tasks. Blocks; progress as openDataset() and comparisonMaterial(). Throws as
/// openLakeRuns(), parseDataSpec(), openDataset() and comparisonMaterial() do.
ComparisonMaterial openComparison(const ComparisonRequest&, const ProgressFunction& progress = {},
                                  const std::stop_token& stop = {});

/// Where answers are kept: homeFolder()/cache/answers.
std::filesystem::path answerCacheFolder();

std::string settingTitle(const LearnerComparison&, std::size_t setting);  ///< "20-way 1-shot", "Lake's runs"

std::string tasksText(const ComparedTasks&);  ///< what they are, and which alphabets have none of them

/// As --json prints it.
Json toJson(const ComparisonRequest&, const LearnerComparison&);
/// A row for each learner and setting; one without figures for a learner with a problem.
std::string toCsv(const LearnerComparison&);
/// A table of learners by setting, and one of their differences from the reference.
std::string toMarkdown(const LearnerComparison&);

/// How a learner stands to the reference of its setting: "ref", "less", "more", or "same" where they are not told
/// apart.
std::string_view markOf(const ComparedAccuracy&);

}  // namespace oneshot
