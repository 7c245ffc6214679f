#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/json.h"
#include "core/data/data_ref.h"
#include "core/evaluation/statistics.h"
#include "core/search/median_rule.h"
#include "core/search/search_range.h"

namespace oneshot {

enum class TrialState {
    Running,    ///< or interrupted: a resumed search goes on with it
    Completed,  ///< trained to its end
    Hopeless,   ///< stopped early by the median rule; its figures are those until then
    Failed,     ///< its values do not fit the data or the memory, or its loss was not finite
};
template <>
struct EnumNames<TrialState> {
    static constexpr std::array<std::string_view, 4> all{"running", "completed", "hopeless", "failed"};
};

/// One training of a search.
struct SearchTrial {
    int number = 0;              ///< from 1
    std::vector<double> values;  ///< one for each range of the search
    TrialState state = TrialState::Running;
    std::string failure;               ///< why, when failed
    std::optional<Accuracy> accuracy;  ///< on the validation set, of its best weights; empty while running or if failed
    std::int64_t bestStep = 0, steps = 0;
    double seconds = 0;
    TrialCurve curve;

    bool ended() const { return state != TrialState::Running; }
    double accuracyPercent() const { return accuracy ? accuracy->percent() : 0; }
};

/// search.json: what a search was asked to do, and its trials so far.
struct Search {
    TrainingConfig config;  ///< of every trial, except its values
    DataRefs data;
    std::vector<SearchRange> ranges;
    int trialCount = 0;  ///< planned
    bool stopsHopeless = true;
    std::string startedUtc;           ///< ISO 8601
    std::vector<SearchTrial> trials;  ///< the last one may be running

    const SearchTrial* best() const;  ///< the first one of the highest accuracy; null: none has one
    TrainingConfig configOf(const SearchTrial&) const;
};

/// directory/trials/007: a run directory as any other.
std::filesystem::path trialDirectory(const std::filesystem::path& directory, int number);

Search readSearch(const std::filesystem::path& directory);  ///< throws Error(BadData)
void writeSearch(const std::filesystem::path& directory, const Search&);
Json toJson(const Search&);
Json toJson(const Search&, const SearchTrial&);

}  // namespace oneshot
