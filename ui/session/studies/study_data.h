#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "core/study/study.h"
#include "ui/session/trials/trial_store.h"

namespace oneshot::session {

/// A version of a study that sessions followed.
struct UsedStudy {
    QString name;
    int version = 0;
    QString sha256;  ///< see contentSha256()
    std::shared_ptr<const Study> study;
    int sessions = 0;
    bool isBlinded = false;  ///< it says so, and the experimenter has not unblinded any of the sessions
};

/// What is exported of studies: sessions and all their trials, practice and what is excluded as well.
struct StudyData {
    std::vector<UsedStudy> studies;       ///< by name and version; none of sessions with settings of their own
    std::vector<SessionRecord> sessions;  ///< by id
    std::vector<TrialRecord> trials;      ///< by session and number

    const UsedStudy* studyOf(const SessionRecord&) const;  ///< null: it has settings of its own
};

/// Of these sessions and their trials, in any order. May throw Error(BadData), as studyData().
StudyData studyDataOf(std::vector<SessionRecord>, std::vector<TrialRecord>);

/// The sessions of a study, NAME or NAME:VERSION, names without case, blanks and punctuation; of an empty one all
/// sessions of the store. Blocks. Throws Error(InvalidSetting) that tells which studies there are if it finds none, and
/// Error(BadData) for a protocol that cannot be read.
StudyData studyData(const TrialStore&, const QString& study);

}  // namespace oneshot::session
