#include "ui/session/studies/task_blocks.h"

#include "core/study/study_order.h"

namespace oneshot::session {

TaskBlocks::TaskBlocks(const StudyData& data) {
    for (const SessionRecord& session : data.sessions) {
        const UsedStudy* used = data.studyOf(session);
        const int participant = session.settings.study.participant;
        if (!used || participant < 1 || used->study->tasks.order != StudyOrder::Counterbalanced) continue;
        const int size = used->study->tasks.trials / used->study->tasks.blocks;
        std::vector<BlockPlace>& places = places_[session.id];
        for (const int task : tasksOrder(*used->study, participant))
            places.push_back({task / size + 1, static_cast<int>(places.size()) / size + 1});
    }
}

BlockPlace TaskBlocks::placeOf(const SessionRecord& session, const TrialRecord& trial) const {
    const auto found = places_.find(session.id);
    const int place = trial.number - session.settings.practice - 1;
    if (found == places_.end() || trial.practice || place < 0 || place >= std::ssize(found->second)) return {};
    return found->second[static_cast<std::size_t>(place)];
}

}  // namespace oneshot::session
