#include "ui/session/challenge/study_figures.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/study/item_analysis.h"
#include "core/study/model_prediction.h"
#include "core/study/people_accuracy.h"
#include "core/study/response_speed.h"
#include "ui/session/challenge/challenge_results.h"
#include "ui/session/challenge/study_trials.h"

namespace oneshot::session {
namespace {

using ModelNames = std::map<std::string, std::string>;  ///< by fingerprint

template <typename Value>
Json orNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}
Json orNull(const std::optional<Interval>& interval) {
    return interval ? intervalJson(*interval) : Json();
}

Json jsonOf(const Estimate& estimate) {
    return {{"accuracy_percent", estimate.percent}, {"confidence95", intervalJson(estimate.interval95)}};
}

Json peopleJson(std::span<const StudyTrial> trials) {
    const PeopleAccuracy people = peopleAccuracy(trials);
    Json persons = Json::array();
    for (const PersonAccuracy& person : people.persons) {
        Json row = Json::object();
        row["participant"] = person.participant;
        row.update(accuracyJson(person.accuracy));
        persons.push_back(std::move(row));
    }
    Json json = jsonOf(people.pooled);
    json["method"] = personsMethod;
    json["persons"] = persons;
    return json;
}

/// Up to eight blocks, of five trials at least.
Json blocksJson(std::span<const StudyTrial> trials) {
    int last = 0;
    for (const StudyTrial& trial : trials) last = std::max(last, trial.number);
    Json blocks = Json::array();
    for (const TrialBlock& block : accuracyByBlock(trials, std::max(5, (last + 7) / 8))) {
        Json row{{"first_trial", block.first}, {"last_trial", block.last}, {"persons", block.persons}};
        row.update(jsonOf(block.accuracy));
        blocks.push_back(std::move(row));
    }
    return {{"method", personsMethod}, {"blocks", blocks}};
}

Json learningJson(std::span<const StudyTrial> trials) {
    const LearningTrend trend = learningTrend(trials);
    Json persons = Json::array();
    for (const LearningTrend::Person& person : trend.persons)
        persons.push_back({{"participant", person.participant}, {"percent_a_trial", person.slope}});
    return {{"percent_a_trial", orNull(trend.slope)},
            {"confidence95", orNull(trend.interval95)},
            {"method", learningMethod},
            {"persons", persons}};
}

Json speedJson(std::span<const StudyTrial> trials) {
    const SpeedByOutcome speed = speedByOutcome(trials);
    return {{"right_ms", orNull(speed.right)},
            {"wrong_ms", orNull(speed.wrong)},
            {"difference_ms", orNull(speed.difference)},
            {"confidence95", orNull(speed.interval95)},
            {"persons", speed.persons},
            {"method", speedMethod}};
}

Json rateJson(const ErrorRate& rate) {
    return {{"wrong", rate.wrong},
            {"total", rate.total},
            {"error_percent", rate.percent()},
            {"confidence95", intervalJson(rate.interval95())}};
}

Json charactersJson(std::span<const StudyTrial> trials, const ModelNames& names) {
    Json characters = Json::array();
    for (const ItemErrors& item : errorsByCharacter(trials)) {
        Json models = Json::object();
        for (const auto& [fingerprint, rate] : item.models) models[names.at(fingerprint)] = rateJson(rate);
        characters.push_back({{"character", item.name}, {"people", rateJson(item.people)}, {"models", models}});
    }
    return {{"method", itemMethod}, {"characters", characters}};
}

Json lackJson(Lack lack) {
    switch (lack) {
        case Lack::People:
            return "too few people";
        case Lack::Tasks:
            return "too few tasks";
        case Lack::Variation:
            return "too little variation";
        case Lack::None:
            break;
    }
    return {};
}

Json correlationJson(const RankCorrelation& correlation) {
    return {{"rho", orNull(correlation.value)},
            {"confidence95", orNull(correlation.interval95)},
            {"tasks", correlation.tasks},
            {"lack", lackJson(correlation.lack)}};
}

Json ceilingJson(const Ceiling& ceiling) {
    return {{"ceiling", orNull(ceiling.ceiling)},
            {"reliability", orNull(ceiling.reliability)},
            {"halves", orNull(ceiling.halves)},
            {"persons", ceiling.persons},
            {"tasks", ceiling.tasks},
            {"lack", lackJson(ceiling.lack)}};
}

Json modelsJson(std::span<const StudyTrial> trials, const ModelNames& names, const std::stop_token& stop) {
    const PredictionAnalysis analysis = predictionOfPeople(trials, 1, stop);
    Json models = Json::array();
    for (const ModelPrediction& prediction : analysis.models)
        models.push_back({{"model", names.at(prediction.model)},
                          {"fingerprint", prediction.model},
                          {"errors", correlationJson(prediction.errors)},
                          {"times", correlationJson(prediction.times)}});
    return {{"method", predictionMethod},
            {"models", models},
            {"ceiling_method", ceilingMethod},
            {"ceiling_of_errors", ceilingJson(analysis.errors)},
            {"ceiling_of_times", ceilingJson(analysis.times)}};
}

Json figuresOf(const std::vector<TrialRecord>& records, Excluded excluded, const std::stop_token& stop) {
    const ChallengeResults results = resultsOf(records, excluded);
    const std::vector<StudyTrial> trials = studyTrialsOf(records, results);
    ModelNames names;
    for (const TrialRecord& record : records) {
        names[record.modelFingerprint.toStdString()] = record.modelId.toStdString();
        for (const auto& [model, answer] : record.otherAnswers)
            names[answer.fingerprint.toStdString()] = model.toStdString();
    }
    std::map<std::string, int> weights;  // a run may have been trained on between two sessions
    for (const auto& [fingerprint, name] : names) ++weights[name];
    for (auto& [fingerprint, name] : names)
        if (weights[name] > 1) name += ' ' + fingerprint.substr(0, 8);
    return {{"trials", trials.size()},
            {"repeated_trials", results.repeated},
            {"people", peopleJson(trials)},
            {"blocks", blocksJson(trials)},
            {"learning", learningJson(trials)},
            {"speed", speedJson(trials)},
            {"characters", charactersJson(trials, names)},
            {"models", modelsJson(trials, names, stop)}};
}

Json figuresOf(const UsedStudy& used, const StudyData& data, const std::stop_token& stop) {
    std::set<qint64> sessions;
    int excluded = 0;
    for (const SessionRecord& session : data.sessions) {
        if (data.studyOf(session) != &used) continue;
        sessions.insert(session.id);
        excluded += session.excluded;
    }
    Json json{{"name", used.name.toStdString()},
              {"version", used.version},
              {"content_sha256", used.sha256.toStdString()},
              {"sessions", used.sessions},
              {"excluded_sessions", excluded}};
    if (used.isBlinded) {
        json["figures"] = nullptr;
        json["why"] = "the experimenter is blinded; Challenge offers to end that";
        return json;
    }
    std::vector<TrialRecord> trials;
    std::ranges::copy_if(data.trials, std::back_inserter(trials),
                         [&](const TrialRecord& trial) { return sessions.contains(trial.session); });
    json["figures"] = figuresOf(trials, Excluded::LeftOut, stop);
    if (excluded > 0) json["figures_with_excluded"] = figuresOf(trials, Excluded::Counted, stop);
    return json;
}

}  // namespace

Json studyFigures(const StudyData& data, const std::stop_token& stop) {
    Json studies = Json::array();
    for (const UsedStudy& used : data.studies) studies.push_back(figuresOf(used, data, stop));
    Json json = Json::object();
    json["studies"] = studies;
    return json;
}

}  // namespace oneshot::session
