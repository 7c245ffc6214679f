#include "ui/session/challenge/challenge_preparation.h"

#include <algorithm>
#include <set>

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

PreparedChallenge prepareChallenge(const ChallengeSettings& settings, const OneShotModel& model,
                                   const std::vector<DatasetPtr>& datasets, const LakePtr& lake,
                                   const Worker::Control& control) {
    const auto [dataset, runs] = openTrialSource(
        settings.source, datasets, lake, [&](auto done, auto total) { control.progress(done, 2 * total); },
        control.stop);
    const TaskSettings sampling{settings.ways, settings.shots, settings.withinAlphabet, settings.seed, true};
    const std::vector<PlannedTrial> trials = runs ? planTrials(*runs, settings.seed, settings.practice, settings.trials)
                                                  : planTrials(*dataset, sampling, settings.practice, settings.trials);
    PreparedChallenge prepared{dataset, {}, {}};
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
        draft.withinAlphabet = runs || settings.withinAlphabet;
        draft.seed = settings.seed;
        draft.modelId = settings.modelId;
        draft.modelFingerprint = fingerprint;
        draft.modelWay = outcome.predicted;
        draft.modelScores = outcome.scores;
        draft.seenByModel =
            std::ranges::any_of(trials[i].task.ways, [&](const Way& way) { return learnt.contains(way.character); });
        draft.readable = readable.contains(comparableName(trials[i].alphabet));
    }
    return prepared;
}

}  // namespace oneshot::session
