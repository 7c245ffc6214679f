#pragma once

#include "core/study/study.h"
#include "tests/support/simulated_participant.h"
#include "tests/support/study_trials.h"

// A study in two counterbalanced blocks, and what its participants, numbered from 1, do in it.

namespace oneshot::test {

inline constexpr int practice = 2, tasks = 12, blockSize = 6, pausedTrial = 5, killedAfter = 7;
inline const QString studyName = QStringLiteral("Whole study"), backCode = QStringLiteral("done7"),
                     privateWords = QStringLiteral("a violet umbrella from Tartu");

inline Study wholeStudy() {
    Study study;
    study.name = studyName.toStdString();
    study.description = "Made up";
    study.tasks.source = "data:glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    study.tasks.ways = 5;
    study.tasks.trials = tasks;
    study.tasks.practice = practice;
    study.tasks.order = StudyOrder::Counterbalanced;
    study.tasks.blocks = tasks / blockSize;
    study.tasks.seed = 3;
    study.timing = {0, 0, 0, 6};
    study.texts.consent = "# Consent\n\nYou may **stop** at any time.";
    study.texts.thanks = "# Thanks";
    study.questionsBefore = {{"age", "How old are you?", QuestionType::WholeNumber, true, 16, 99},
                             {"hand", "Which hand?", QuestionType::Choice, true, 0, 100, {"left", "right"}},
                             {"remark", "Anything else?", QuestionType::Text}};
    study.questionsAfter = {{"strategy", "How did you do it?", QuestionType::Text, true}};
    study.models = {"pixels-l2", "modified-hausdorff"};
    study.participants = 5;
    study.returnCode = backCode.toStdString();
    return study;
}

/// The place of a trial's task in the study: of two blocks, a participant of an even number does the second one first.
inline int taskAt(int participant, int ordinal) {
    const int place = ordinal - 1;
    return participant % 2 == 1 ? place : (place + blockSize) % tasks;
}

/// Whether a participant is right in a task: 2 to 5 are fourPeople, number 1 always.
inline bool isRight(int participant, int task) {
    return participant == 1 || fourPeople[static_cast<std::size_t>(participant) - 2].right[task] == '1';
}

inline ParticipantScript scriptOf(int participant) {
    ParticipantScript script;
    script.before = {{QStringLiteral("age"), QString::number(30 + participant)},
                     {participant % 2 ? QStringLiteral("hand.1") : QStringLiteral("hand.2"), {}}};
    if (participant == 1) script.before.push_back({QStringLiteral("remark"), privateWords});
    script.after = {{QStringLiteral("strategy"), QStringLiteral("strategy %1, \"quick\"").arg(participant)}};
    script.isRight = [participant](const session::ChallengeTrial& trial) {
        return trial.practice || isRight(participant, taskAt(participant, trial.ordinal));
    };
    script.backCode = backCode;
    return script;
}

}  // namespace oneshot::test
