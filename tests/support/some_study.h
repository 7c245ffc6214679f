#pragma once

#include "core/study/study.h"
#include "tests/support/challenge_stand.h"
#include "ui/session/studies/study_settings.h"

namespace oneshot::test {

/// A study of five trials, the first for practice, on the glyphs of challenge_stand.h; it asks before and after.
inline Study someStudy() {
    Study study;
    study.name = "Reading and shapes";
    study.tasks.source = challengeGlyphs.toStdString();
    study.tasks.ways = 5;
    study.tasks.trials = 4;
    study.tasks.practice = 1;
    study.tasks.seed = 3;
    study.timing.breakEvery = 0;
    study.texts.thanks = "Merci, धन्यवाद";
    study.questionsBefore = {
        {.id = "age", .text = "How old are you?", .type = QuestionType::WholeNumber, .low = 16, .high = 120},
        {.id = "reads", .text = "Which can you read?", .type = QuestionType::Alphabets}};
    study.questionsAfter = {{.id = "comments", .text = "Did anything disturb you?"}};
    study.models = {"pixels-l2", "modified-hausdorff"};
    return study;
}

/// A session of the study; number: 0 has the store give one.
inline session::ChallengeSettings settingsFor(const Study& study, int number = 0) {
    session::ChallengeSettings settings = session::settingsOf(study, number, {});
    settings.participant = session::ChallengeSession::newParticipant();
    return settings;
}

}  // namespace oneshot::test
