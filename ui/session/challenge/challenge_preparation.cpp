#include "ui/session/challenge/challenge_preparation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/evaluation/task_evaluation.h"
#include "core/study/study_order.h"
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

/// What a model answers to the tasks.
std::vector<OtherAnswer> answersOf(const OneShotModel& model, const Dataset& dataset, const std::vector<Task>& tasks,
                                   const ProgressFunction& progress, const std::stop_token& stop) {
    const std::set<CharacterId> learnt = learntCharacters(model.origin(), dataset);
    const QString fingerprint = QString::fromStdString(model.fingerprint());
    std::vector<OtherAnswer> answers;
    const TaskResults results = evaluateTasks(model, dataset, tasks, {}, progress, stop);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TaskOutcome& outcome = results.outcomes[i];
        answers.push_back({{outcome.predicted, outcome.scores}, fingerprint, holdsAnyOf(tasks[i], learnt)});
    }
    return answers;
}

/// Puts the trials that count into the order in which the participant gets them.
void orderFor(const Study& study, int participant, std::vector<PlannedTrial>& trials) {
    const auto first = std::ranges::find(trials, false, &PlannedTrial::practice);
    const std::vector<PlannedTrial> planned(first, trials.end());
    trials.erase(first, trials.end());
    for (const int place : tasksOrder(study, participant))
        trials.push_back(planned.at(static_cast<std::size_t>(place)));
}

QString otherModel(const QString& model) {
    return PreparedChallenge::tr(
               "%1: this is not the model that the session was begun with: its weights are others. "
               "Put those back, or begin a new session.")
        .arg(model);
}

}  // namespace

void PreparedChallenge::markReadable(const QStringList& alphabets) {
    std::set<std::string> readable;
    for (const QString& name : alphabets) readable.insert(comparableName(name.toStdString()));
    for (TrialRecord& draft : drafts) draft.readable = readable.contains(comparableName(draft.alphabet.toStdString()));
}

QString PreparedChallenge::differenceFrom(const SessionRecord& session,
                                          const std::vector<TrialRecord>& answered) const {
    if (drafts.front().dataSha256 != session.dataSha256)
        return tr("%1: these are not the data that the session was begun with. Put those back, or begin a new session.")
            .arg(session.settings.source);
    if (drafts.front().modelFingerprint != session.modelFingerprint) return otherModel(session.settings.modelId);
    for (const TrialRecord& trial : answered) {
        const auto place = static_cast<std::size_t>(trial.number) - 1;
        if (place >= drafts.size() || drafts[place].taskId != trial.taskId || drafts[place].query != trial.query ||
            drafts[place].support != trial.support)
            return tr("Trial %1 of the session is not the one that this program would give (%2). Go on with the "
                      "version that it was begun with, %3, or begin a new session.")
                .arg(trial.number)
                .arg(trial.taskId, session.version);
        for (const auto& [model, answer] : drafts[place].otherAnswers)
            if (const auto known = trial.otherAnswers.find(model);
                known == trial.otherAnswers.end() || known->second.fingerprint != answer.fingerprint)
                return otherModel(model);
    }
    return {};
}

LearntTasks learntTasks(const ChallengeSettings& settings, const ChallengeParts& parts,
                        const Worker::Control& control) {
    const TrialSource source =
        openTrialSource(settings.source, parts.datasets, parts.lake, control.progress, control.stop);
    std::set<CharacterId> learnt;
    for (const ModelPtr& model : parts.models) learnt.merge(learntCharacters(model->origin(), *source.dataset));
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

PreparedChallenge prepareChallenge(const ChallengeSettings& settings, const ChallengeParts& parts,
                                   const Worker::Control& control) {
    const auto steps = 1 + std::ssize(parts.models);
    const auto progressOf = [&](std::int64_t step) {
        return
            [&, step](std::int64_t done, std::int64_t total) { control.progress(step * total + done, steps * total); };
    };
    const TrialSource source =
        openTrialSource(settings.source, parts.datasets, parts.lake, progressOf(0), control.stop);
    const DatasetPtr& dataset = source.dataset;
    auto [trials, example] = planWithExample(settings, source);
    if (parts.study) orderFor(*parts.study, settings.study.participant, trials);
    PreparedChallenge prepared{dataset, {}, example, {}};
    for (const PlannedTrial& trial : trials) {
        prepared.tasks.push_back(trial.task);
        TrialRecord& draft = prepared.drafts.emplace_back(draftOf(*dataset, trial));
        draft.number = static_cast<int>(prepared.drafts.size());
        draft.participant = settings.participant;
        draft.source = settings.source;
        draft.withinAlphabet = source.lake || settings.withinAlphabet;
        draft.seed = settings.seed;
        draft.modelId = settings.modelId;
    }
    prepared.markReadable(settings.readableAlphabets);

    for (std::size_t place = 0; place < parts.models.size(); ++place) {
        const auto step = static_cast<std::int64_t>(place);
        const std::vector<OtherAnswer> answers =
            answersOf(*parts.models[place], *dataset, prepared.tasks, progressOf(1 + step), control.stop);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            TrialRecord& draft = prepared.drafts[i];
            if (place > 0) {
                draft.otherAnswers[settings.otherModels[step - 1]] = answers[i];
                continue;
            }
            draft.modelFingerprint = answers[i].fingerprint;
            draft.modelWay = answers[i].way;
            draft.modelScores = answers[i].scores;
            draft.seenByModel = answers[i].seen;
        }
    }
    return prepared;
}

}  // namespace oneshot::session
