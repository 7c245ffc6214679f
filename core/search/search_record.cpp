#include "core/search/search_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/evaluation/statistics.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr int schemaVersion = 1;

/// Throws if the file says what no search can be.
void require(bool sound, const char* problem, const Json& json) {
    if (!sound) throw Json::other_error::create(501, problem, &json);
}

Json toJson(const SearchRange& range) {
    return {{"key", range.key}, {"low", range.low}, {"high", range.high}, {"log", range.logarithmic}};
}

SearchRange rangeFrom(const Json& json) {
    return {json.at("key"), strictly<double>(json.at("low")), strictly<double>(json.at("high")), json.at("log")};
}

SearchTrial trialFrom(const Json& json, const Search& search) {
    SearchTrial trial;
    trial.number = strictly<int>(json.at("number"));
    require(trial.number == std::ssize(search.trials) + 1, "its trials are not numbered from 1", json);
    for (const SearchRange& range : search.ranges) {
        trial.values.push_back(strictly<double>(json.at("values").at(range.key)));
        require(trial.values.back() >= range.low && trial.values.back() <= range.high,
                "a trial has a value outside of its range", json);
    }
    const auto state = enumIfNamed<TrialState>(json.at("state").get<std::string>());
    require(state.has_value(), "a trial has an unknown state", json);
    trial.state = *state;
    trial.failure = json.at("failure");
    if (const Json& accuracy = json.at("accuracy"); !accuracy.is_null()) {
        trial.accuracy = accuracyFrom(accuracy);
        require(trial.accuracy->right <= trial.accuracy->total, "more answers are right than there are", json);
    }
    trial.bestStep = amount<std::int64_t>(json.at("best_step"));
    trial.steps = amount<std::int64_t>(json.at("steps"));
    trial.seconds = amount<double>(json.at("seconds"));
    for (const Json& point : json.at("curve"))
        trial.curve.push_back({amount<double>(point.at(0)), amount<double>(point.at(1))});
    return trial;
}

Search searchFrom(const Json& json, const std::string& where) {
    Search search;
    if (json.at("schema_version") != schemaVersion)
        throw Error(ErrorCode::BadData, where, "it was written by another version of this program",
                    "Open it with that version.");
    search.startedUtc = json.at("started_utc");
    search.trialCount = amount<int>(json.at("trial_count"));
    search.stopsHopeless = json.at("stops_hopeless");
    search.data = dataRefsFrom(json.at("data"));
    search.config = trainingConfigFromJson(json.at("config"), where);
    for (const Json& range : json.at("ranges")) search.ranges.push_back(rangeFrom(range));
    requireValid(search.ranges, search.config);
    for (const Json& trial : json.at("trials")) {
        require(search.trials.empty() || search.trials.back().ended(), "a trial began before another's end", json);
        search.trials.push_back(trialFrom(trial, search));
    }
    return search;
}

}  // namespace

const SearchTrial* Search::best() const {
    const auto found = std::ranges::max_element(
        trials, [](const SearchTrial& a, const SearchTrial& b) { return a.accuracyPercent() < b.accuracyPercent(); });
    return found != trials.end() && found->accuracy ? &*found : nullptr;
}

TrainingConfig Search::configOf(const SearchTrial& trial) const {
    return withValues(config, ranges, trial.values);
}

fs::path trialDirectory(const fs::path& directory, int number) {
    return directory / "trials" / fmt::format("{:03}", number);
}

Json toJson(const Search& search, const SearchTrial& trial) {
    Json values = Json::object(), accuracy, curve = Json::array();
    for (std::size_t i = 0; i < search.ranges.size(); ++i) values[search.ranges[i].key] = trial.values[i];
    if (trial.accuracy) accuracy = accuracyJson(*trial.accuracy);
    for (const CurvePoint& point : trial.curve) curve.push_back({point.share, point.accuracyPercent});
    return {{"number", trial.number},   {"values", values},         {"state", enumName(trial.state)},
            {"failure", trial.failure}, {"accuracy", accuracy},     {"best_step", trial.bestStep},
            {"steps", trial.steps},     {"seconds", trial.seconds}, {"curve", curve}};
}

Json toJson(const Search& search) {
    Json ranges = Json::array(), trials = Json::array();
    for (const SearchRange& range : search.ranges) ranges.push_back(toJson(range));
    for (const SearchTrial& trial : search.trials) trials.push_back(toJson(search, trial));
    return {{"schema_version", schemaVersion},
            {"started_utc", search.startedUtc},
            {"trial_count", search.trialCount},
            {"stops_hopeless", search.stopsHopeless},
            {"ranges", ranges},
            {"trials", trials},
            {"data", toJson(search.data)},
            {"config", toJson(search.config)}};
}

Search readSearch(const fs::path& directory) {
    const fs::path path = directory / "search.json";
    std::error_code failed;
    if (!fs::exists(path, failed))
        throw Error(ErrorCode::BadData, path.string(), "there is no search here that can be read",
                    "Name a directory that `oneshot search` made.");
    const auto damaged = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, path.string(), "it is damaged: " + problem,
                     "Restore it from a copy, or begin a new search; the runs in trials/ are whole by themselves.");
    };
    try {
        return searchFrom(readJsonFile(path), path.string());
    } catch (const Json::exception& error) {
        throw damaged(problemOf(error));
    } catch (const Error& error) {
        if (error.code() == ErrorCode::InvalidSetting) throw damaged(error.where() + ": " + error.problem());
        throw;
    }
}

void writeSearch(const fs::path& directory, const Search& search) {
    saveJsonFile(directory / "search.json", toJson(search));
}

}  // namespace oneshot
