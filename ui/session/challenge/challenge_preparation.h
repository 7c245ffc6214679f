#pragma once

#include <QCoreApplication>
#include <optional>
#include <vector>

#include "core/tasks/task.h"
#include "ui/session/common/worker.h"
#include "ui/session/trials/trial_record.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// All that a session of trials needs to be shown and answered.
struct PreparedChallenge {
    Q_DECLARE_TR_FUNCTIONS(PreparedChallenge)
  public:
    DatasetPtr dataset;
    std::vector<Task> tasks;  ///< practice first
    /// A task that is none of these, to show a person beforehand what is asked; none where the data have no other.
    std::optional<Task> example;
    /// A record of each task, with what the model answered; what the person did and when is still missing.
    std::vector<TrialRecord> drafts;

    /// Why a stored session cannot go on with this; empty: its answered trials are the first of these.
    QString differenceFrom(const SessionRecord&, const std::vector<TrialRecord>& answered) const;
};

/// What of the tasks that count a model has learnt from.
struct LearntTasks {
    int tasks = 0, allTasks = 0;  ///< tasks that hold a character that it learnt from
    int characters = 0, allCharacters = 0;
};

/// Counts what of a session's tasks the model has learnt from; reads the data as prepareChallenge() does. Blocks, for
/// the worker's thread; throws Error.
LearntTasks learntTasks(const ChallengeSettings&, const OneShotModel&, const std::vector<DatasetPtr>& datasets,
                        const LakePtr& lake, const Worker::Control&);

/// Reads the data of `settings` unless one of `datasets` or `lake` is what its source names, plans the tasks and has
/// the model answer them. Blocks, for the worker's thread; throws Error.
PreparedChallenge prepareChallenge(const ChallengeSettings&, const OneShotModel&,
                                   const std::vector<DatasetPtr>& datasets, const LakePtr& lake,
                                   const Worker::Control&);

}  // namespace oneshot::session
