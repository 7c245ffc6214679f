#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ui/session/studies/study_data.h"

namespace oneshot::session {

/// Where a trial is in a study whose blocks are counterbalanced; nothing in another, and in practice.
struct BlockPlace {
    std::optional<int> block;     ///< of the study's tasks, from 1
    std::optional<int> position;  ///< of the block in the session, from 1
};

/// The blocks of trials, see tasksOrder().
class TaskBlocks {
  public:
    explicit TaskBlocks(const StudyData&);
    BlockPlace placeOf(const SessionRecord&, const TrialRecord&) const;

  private:
    std::map<qint64, std::vector<BlockPlace>> places_;  ///< by session: of the trials that count
};

}  // namespace oneshot::session
