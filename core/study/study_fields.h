#pragma once

#include <concepts>
#include <string>
#include <type_traits>

#include "core/study/study.h"

// The fields of a study's file, in their order: one table for reading and writing. Each function calls visit(key,
// member) for every field of a group; the group is const where it is written.

namespace oneshot {

template <typename Group, typename Of>
concept FieldsOf = std::same_as<std::remove_const_t<Group>, Of>;

template <FieldsOf<StudyTasks> Group, typename Visit>
void visitFields(Group& tasks, Visit&& visit) {
    visit("source", tasks.source);
    visit("needs", tasks.needs);
    visit("ways", tasks.ways);
    visit("shots", tasks.shots);
    visit("within_alphabet", tasks.withinAlphabet);
    visit("trials", tasks.trials);
    visit("practice", tasks.practice);
    visit("order", tasks.order);
    visit("blocks", tasks.blocks);
    visit("seed_rule", tasks.seedRule);
    visit("seed", tasks.seed);
}

template <FieldsOf<StudyTiming> Group, typename Visit>
void visitFields(Group& timing, Visit&& visit) {
    visit("time_limit_seconds", timing.timeLimitSeconds);
    visit("fixation_ms", timing.fixationMs);
    visit("interval_ms", timing.intervalMs);
    visit("break_every", timing.breakEvery);
}

template <FieldsOf<StudyFeedback> Group, typename Visit>
void visitFields(Group& feedback, Visit&& visit) {
    visit("answer", feedback.answer);
    visit("model_answer", feedback.modelAnswer);
    visit("running_score", feedback.runningScore);
}

template <FieldsOf<StudyTexts> Group, typename Visit>
void visitFields(Group& texts, Visit&& visit) {
    visit("consent", texts.consent);
    visit("instruction", texts.instruction);
    visit("practice_end", texts.practiceEnd);
    visit("breaks", texts.breaks);
    visit("thanks", texts.thanks);
}

template <FieldsOf<StudyQuestion> Group, typename Visit>
void visitFields(Group& question, Visit&& visit) {
    visit("id", question.id);
    visit("text", question.text);
    visit("type", question.type);  // before those that depend on it
    visit("required", question.required);
    if (question.type == QuestionType::WholeNumber) {
        visit("low", question.low);
        visit("high", question.high);
    }
    if (question.type == QuestionType::Choice || question.type == QuestionType::SeveralChoices)
        visit("choices", question.choices);
}

template <FieldsOf<ReferenceFigure> Group, typename Visit>
void visitFields(Group& figure, Visit&& visit) {
    visit("label", figure.label);
    visit("percent", figure.percent);
    visit("note", figure.note);
}

template <FieldsOf<Study> Group, typename Visit>
void visitFields(Group& study, Visit&& visit) {
    visit("name", study.name);
    visit("version", study.version);
    visit("description", study.description);
    visit("author", study.author);
    visit("language", study.language);
    visit("tasks", study.tasks);
    visit("timing", study.timing);
    visit("feedback", study.feedback);
    visit("texts", study.texts);
    visit("questions_before", study.questionsBefore);
    visit("questions_after", study.questionsAfter);
    visit("models", study.models);
    visit("participants", study.participants);
    visit("blinded", study.blinded);
    visit("return_code", study.returnCode);
    visit("reference_figures", study.referenceFigures);
    visit("pictures", study.pictures);  // last: long
}

/// True for the groups above.
template <typename Value>
concept IsGroup = requires(Value& value) {
    visitFields(value, [](const char*, const auto&) {});
};

}  // namespace oneshot
