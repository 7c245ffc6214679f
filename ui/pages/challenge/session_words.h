#pragma once

#include <QString>

#include "core/study/study.h"

namespace oneshot::session {
class ChallengeSession;
}

namespace oneshot::ui {

// What the program itself says to a participant, where a study has no text of its own.

/// Whether a study speaks English. To who does not read that, a trial shows numbers and signs alone.
bool isEnglish(const Study&);

/// Says what the trials of a session ask for, and how they are answered. resumed: after it was taken up again.
QString instructionWords(const session::ChallengeSession&, bool resumed);

/// Returns what the answers so far came to; empty where that is told at the end only. By signs, see isEnglish().
QString scoreWords(const session::ChallengeSession&);

/// Says what becomes of what could not be stored. questions: answers to those, not to a trial.
QString haltedWords(const session::ChallengeSession&, bool questions);

/// Says that another window went on with the session.
QString displacedWords(const session::ChallengeSession&, bool questions);

}  // namespace oneshot::ui
