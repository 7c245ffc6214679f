#include "ui/session/challenge_preparation.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "core/evaluation/task_evaluation.h"
#include "core/tasks/trial_plan.h"

namespace oneshot::session {
namespace {

struct Planned {
    DatasetPtr dataset;
    std::vector<PlannedTrial> trials;
};

Planned planOfLake(const ChallengeSettings& settings, const std::filesystem::path& path, LakePtr lake) {
    if (!lake || lake->dataset.spec != std::filesystem::absolute(path).lexically_normal().string())
        lake = std::make_shared<const LakeRuns>(openLakeRuns(path));
    return {DatasetPtr(lake, &lake->dataset), planTrials(*lake, settings.seed, settings.practice, settings.trials)};
}

Planned planOfData(const ChallengeSettings& settings, const std::string& spec, const std::vector<DatasetPtr>& datasets,
                   const Worker::Control& control) {
    const auto known =
        std::ranges::find_if(datasets, [&](const DatasetPtr& dataset) { return dataset && dataset->spec == spec; });
    const DatasetPtr dataset =
        known != datasets.end()
            ? *known
            : std::make_shared<const Dataset>(
                  openDataset(parseDataSpec(spec), [&](auto done, auto total) { control.progress(done, 2 * total); }));
    const TaskSettings tasks{settings.ways, settings.shots, settings.withinAlphabet, settings.seed, true};
    return {dataset, planTrials(*dataset, tasks, settings.practice, settings.trials)};
}

Planned plan(const ChallengeSettings& settings, const std::vector<DatasetPtr>& datasets, const LakePtr& lake,
             const Worker::Control& control) {
    const std::string source = settings.source.toStdString();
    const auto after = source.find(':') + 1;  // 0 where there is none
    if (source.starts_with("lake:")) return planOfLake(settings, source.substr(after), lake);
    if (source.starts_with("data:")) return planOfData(settings, source.substr(after), datasets, control);
    throw Error(ErrorCode::InvalidSetting, "source", '"' + source + "\" names neither data nor Lake's runs",
                "Write data:SPEC or lake:PATH.");
}

/// "Alphabet/character by drawer"; where no drawer is known, which of the character's drawings it is.
QString nameOf(const Dataset& dataset, CharacterId id, DrawingId drawing) {
    const Character& character = dataset.character(id);
    const int drawer = dataset.drawings[drawing].drawer;
    const auto place = std::ranges::find(character.drawings, drawing) - character.drawings.begin() + 1;
    return QString::fromStdString(
        dataset.alphabets[id.alphabet].name + '/' + character.name +
        (drawer > 0 ? " by " + std::to_string(drawer) : ", drawing " + std::to_string(place)));
}

TrialRecord draftOf(const Dataset& dataset, const PlannedTrial& trial) {
    TrialRecord draft;
    const Task& task = trial.task;
    draft.practice = trial.practice;
    draft.dataSha256 = QString::fromStdString(dataset.sha256);
    draft.alphabet = QString::fromStdString(trial.alphabet);
    draft.ways = static_cast<int>(task.ways.size());
    draft.shots = static_cast<int>(task.ways.front().drawings.size());
    draft.taskId = QString::fromStdString(trial.id);
    for (const Way& way : task.ways) {
        QStringList drawings;
        for (const DrawingId drawing : way.drawings) drawings += nameOf(dataset, way.character, drawing);
        draft.support += drawings.join(QLatin1Char('+'));
    }
    draft.query = nameOf(dataset, task.ways[task.answer].character, task.query);
    draft.correctWay = task.answer;
    return draft;
}

}  // namespace

PreparedChallenge prepareChallenge(const ChallengeSettings& settings, const OneShotModel& model,
                                   const std::vector<DatasetPtr>& datasets, const LakePtr& lake,
                                   const Worker::Control& control) {
    const auto [dataset, trials] = plan(settings, datasets, lake, control);
    PreparedChallenge prepared{dataset, {}, {}};
    for (const PlannedTrial& trial : trials) prepared.tasks.push_back(trial.task);

    const TaskResults results =
        evaluateTasks(model, *dataset, prepared.tasks,
                      [&](std::int64_t done, std::int64_t total) { control.progress(total + done, 2 * total); });
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), *dataset);
    const QString fingerprint = QString::fromStdString(model.fingerprint());
    std::set<std::string> readable;
    for (const QString& name : settings.readableAlphabets) readable.insert(comparableName(name.toStdString()));

    for (std::size_t i = 0; i < trials.size(); ++i) {
        const TaskOutcome& outcome = results.outcomes[i];
        TrialRecord& draft = prepared.drafts.emplace_back(draftOf(*dataset, trials[i]));
        draft.number = static_cast<int>(i) + 1;
        draft.participant = settings.participant;
        draft.source = settings.source;
        draft.seed = settings.seed;
        draft.modelId = settings.modelId;
        draft.modelFingerprint = fingerprint;
        draft.modelWay = outcome.predicted;
        draft.modelScores = QList<float>(outcome.scores.begin(), outcome.scores.end());
        draft.seenByModel =
            std::ranges::any_of(trials[i].task.ways, [&](const Way& way) { return learnt.contains(way.character); });
        draft.readable = readable.contains(comparableName(trials[i].alphabet));
    }
    return prepared;
}

}  // namespace oneshot::session
