#pragma once

#include <memory>

#include "core/study/study.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// How a session of a study is to be, all but its participant's code and the self-test of frames. participantNumber:
/// 0 before the store has given one (ChallengeSession::begin() has it do so); its tasks are the first one's then.
/// source: what is asked where the study leaves the data open, else not looked at. A study without models is answered
/// by pixels-l2, which has learnt from nothing.
ChallengeSettings settingsOf(const Study&, int participantNumber, const QString& source);

/// The study of a session, from its stored protocol; null: none. Decodes pictures, so it may take a while. Throws
/// Error(BadData).
std::shared_ptr<const Study> studyOf(const StudyUse&);

/// The alphabets that a person can read by these answers to the study's questions before, a JSON object.
QStringList readableAlphabetsIn(const Study&, const QString& answers);

}  // namespace oneshot::session
