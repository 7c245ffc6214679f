#include "ui/session/challenge/challenge_preparation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/evaluation/task_evaluation.h"
#include "core/tasks/trial_plan.h"
#include "ui/session/trials/trial_drawings.h"

namespace oneshot::session {
namespace {

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
        for (const DrawingId drawing : way.drawings) drawings += drawingName(dataset, way.character, drawing);
        draft.support += drawings.join(QLatin1Char('+'));
    }
    draft.query = drawingName(dataset, task.ways[task.answer].character, task.query);
    draft.correctWay = task.answer;
    return draft;
}

bool holdsAnyOf(const Task& task, const std::set<CharacterId>& characters) {
    return std::ranges::any_of(task.ways, [&](const Way& way) { return characters.contains(way.character); });
}

/// Practice trials first, then those that count; and one task more where there is one. That one is planned as the last
/// of the practice trials, which changes none of the others.
std::pair<std::vector<PlannedTrial>, std::optional<Task>> planWithExample(const ChallengeSettings& settings,
                                                                          const TrialSource& source) {
    const TaskSettings sampling{settings.ways, settings.shots, settings.withinAlphabet, settings.seed, true};
    const auto plan = [&](int practice) {
        return source.lake ? planTrials(*source.lake, settings.seed, practice, settings.trials)
                           : planTrials(*source.dataset, sampling, practice, settings.trials);
    };
    std::vector<PlannedTrial> trials;
    try {
        trials = plan(settings.practice + 1);
    } catch (const Error&) {  // all are needed; or there are too few anyhow, which is thrown now
        return {plan(settings.practice), {}};
    }
    const auto last = trials.begin() + settings.practice;
    const Task example = last->task;
    trials.erase(last);
    return {std::move(trials), example};
}

}  // namespace

QString PreparedChallenge::differenceFrom(const SessionRecord& session,
                                          const std::vector<TrialRecord>& answered) const {
    if (drafts.front().dataSha256 != session.dataSha256)
        return tr("%1: these are not the data that the session was begun with. Put those back, or begin a new session.")
            .arg(session.settings.source);
    if (drafts.front().modelFingerprint != session.modelFingerprint)
        return tr("%1: this is not the model that the session was begun with: its weights are others. Put those "
                  "back, or begin a new session.")
            .arg(session.settings.modelId);
    for (const TrialRecord& trial : answered) {
        const auto place = static_cast<std::size_t>(trial.number) - 1;
        if (place >= drafts.size() || drafts[place].taskId != trial.taskId || drafts[place].query != trial.query ||
            drafts[place].support != trial.support)
            return tr("Trial %1 of the session is not the one that this program would give (%2). Go on with the "
                      "version that it was begun with, %3, or begin a new session.")
                .arg(trial.number)
                .arg(trial.taskId, session.version);
    }
    return {};
}

LearntTasks learntTasks(const ChallengeSettings& settings, const OneShotModel& model,
                        const std::vector<DatasetPtr>& datasets, const LakePtr& lake, const Worker::Control& control) {
    const TrialSource source = openTrialSource(settings.source, datasets, lake, control.progress, control.stop);
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), *source.dataset);
    std::set<CharacterId> asked;
    LearntTasks found;
    for (const PlannedTrial& trial : planWithExample(settings, source).first) {
        if (trial.practice) continue;
        ++found.allTasks;
        found.tasks += holdsAnyOf(trial.task, learnt);
        for (const Way& way : trial.task.ways) asked.insert(way.character);
    }
    found.allCharacters = static_cast<int>(asked.size());
    found.characters =
        static_cast<int>(std::ranges::count_if(asked, [&](CharacterId id) { return learnt.contains(id); }));
    return found;
}

PreparedChallenge prepareChallenge(const ChallengeSettings& settings, const OneShotModel& model,
                                   const std::vector<DatasetPtr>& datasets, const LakePtr& lake,
                                   const Worker::Control& control) {
    const TrialSource source = openTrialSource(
        settings.source, datasets, lake, [&](auto done, auto total) { control.progress(done, 2 * total); },
        control.stop);
    const DatasetPtr& dataset = source.dataset;
    const auto [trials, example] = planWithExample(settings, source);
    PreparedChallenge prepared{dataset, {}, example, {}};
    for (const PlannedTrial& trial : trials) prepared.tasks.push_back(trial.task);

    const TaskResults results = evaluateTasks(
        model, *dataset, prepared.tasks, {},
        [&](std::int64_t done, std::int64_t total) { control.progress(total + done, 2 * total); }, control.stop);
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
        draft.withinAlphabet = source.lake || settings.withinAlphabet;
        draft.seed = settings.seed;
        draft.modelId = settings.modelId;
        draft.modelFingerprint = fingerprint;
        draft.modelWay = outcome.predicted;
        draft.modelScores = outcome.scores;
        draft.seenByModel = holdsAnyOf(trials[i].task, learnt);
        draft.readable = readable.contains(comparableName(trials[i].alphabet));
    }
    return prepared;
}

}  // namespace oneshot::session
