#pragma once

#include <QCoreApplication>
#include <memory>
#include <optional>
#include <vector>

#include "core/study/study.h"
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
    /// A record of each task, with what the models answered; what the person did and when is still missing.
    std::vector<TrialRecord> drafts;

    /// Marks the drafts whose alphabet is among these, which the person says to be able to read.
    void markReadable(const QStringList& alphabets);
    /// Why a stored session cannot go on with this; empty: its answered trials are the first of these.
    QString differenceFrom(const SessionRecord&, const std::vector<TrialRecord>& answered) const;
};

/// What a session is prepared from, besides its settings.
struct ChallengeParts {
    std::shared_ptr<const Study> study;  ///< gives the order of the trials that count; null: as they are planned
    std::vector<ModelPtr> models;        ///< of ChallengeSettings::modelId, then of its otherModels
    std::vector<DatasetPtr> datasets;    ///< that are open
    LakePtr lake;                        ///< if they are open
};

/// What of the tasks that count the models have learnt from.
struct LearntTasks {
    int tasks = 0, allTasks = 0;  ///< tasks that hold a character that one of them learnt from
    int characters = 0, allCharacters = 0;
};

/// Counts what of a session's tasks the models have learnt from; reads the data as prepareChallenge() does. Blocks, for
/// the worker's thread; throws Error.
LearntTasks learntTasks(const ChallengeSettings&, const ChallengeParts&, const Worker::Control&);

/// Reads the data of `settings` unless what is open is what its source names, plans the tasks and has the models answer
/// them. Blocks, for the worker's thread; throws Error.
PreparedChallenge prepareChallenge(const ChallengeSettings&, const ChallengeParts&, const Worker::Control&);

}  // namespace oneshot::session
