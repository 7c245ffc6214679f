#include "app/cli/study_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/study/study_file.h"
#include "core/study/study_order.h"

namespace oneshot::cli {
namespace {

std::string line(const char* about, const std::string& words) {
    return fmt::format("{:<12} {}\n", about, oneLine(words));
}

std::string orderText(const StudyTasks& tasks) {
    const bool own = tasks.seedRule == StudySeedRule::ByParticipant;
    switch (tasks.order) {
        case StudyOrder::New:
            return fmt::format("new tasks for each person, by seed {} and the participant's number", tasks.seed);
        case StudyOrder::Counterbalanced:
            return fmt::format(
                "the same tasks for everyone, by seed {}, in {} blocks of {}; the order of blocks is counterbalanced "
                "over {}{}",
                tasks.seed, tasks.blocks, tasks.trials / tasks.blocks,
                counted(std::ssize(williamsDesign(tasks.blocks)), "participant"),
                own ? "; within a block each has an order of their own" : "");
        case StudyOrder::Same:
            break;
    }
    return fmt::format("the same tasks for everyone, by seed {}, {}", tasks.seed,
                       own ? "each in an order of their own" : "in the same order");
}

std::string timingText(const StudyTiming& timing) {
    const auto milliseconds = [](int ms, const char* what) {
        return ms > 0 ? fmt::format("{} ms of {}", ms, what) : fmt::format("no {}", what);
    };
    return fmt::format(
        "{}; {}; {}; {}",
        timing.timeLimitSeconds > 0 ? numberText(timing.timeLimitSeconds) + " s to answer at most" : "no limit",
        milliseconds(timing.fixationMs, "fixation cross"), milliseconds(timing.intervalMs, "interval"),
        timing.breakEvery > 0 ? "a break after every " + counted(timing.breakEvery, "trial") : "no breaks");
}

std::string feedbackText(const StudyFeedback& feedback) {
    std::string text = feedback.answer == AnswerFeedback::None ? "none" : "right or wrong";
    if (feedback.modelAnswer) text += ", with the model's answer";
    if (feedback.runningScore) text += ", with a running score";
    return text;
}

std::string dataText(const Study& study) {
    const std::string kind = study.asksLakesRuns() ? "Lake's runs" : "tasks sampled from a dataset";
    return kind + (study.sourceSpec().empty() ? ", chosen where it is run" : ": " + study.sourceSpec());
}

std::string peopleText(const Study& study) {
    return (study.participants > 0 ? grouped(study.participants) + " planned" : std::string("no number planned")) +
           (study.blinded ? "; the experimenter does not see accuracies" : "");
}

std::string named(const std::vector<std::string>& names) {
    return names.empty() ? "none" : listed(names, names.size());
}

std::string textsText(const Study& study) {
    const StudyTexts& texts = study.texts;
    std::vector<std::string> names;
    for (const auto& [name, text] : {std::pair("consent", &texts.consent),
                                     {"instruction", &texts.instruction},
                                     {"end of practice", &texts.practiceEnd},
                                     {"breaks", &texts.breaks},
                                     {"thanks", &texts.thanks}})
        if (!text->empty()) names.emplace_back(name);
    const auto pictures = std::ssize(study.pictures);
    return named(names) + (pictures > 0 ? ", with " + counted(pictures, "picture") : "");
}

/// How long the trials take, without what is read and asked, and without breaks.
std::string durationText(const Study& study) {
    constexpr double usualSeconds = 6;
    const double limit = study.timing.timeLimitSeconds;
    const double answer = limit > 0 ? std::min(limit, usualSeconds) : usualSeconds;
    const double trial = answer + (study.timing.fixationMs + study.timing.intervalMs) / 1000.0;
    const auto minutes = static_cast<std::int64_t>(std::ceil((study.tasks.trials + study.tasks.practice) * trial / 60));
    return fmt::format("about {} for the trials, at {} s an answer", counted(minutes, "minute"), numberText(answer));
}

}  // namespace

std::string studyText(const Study& study) {
    const StudyTasks& tasks = study.tasks;
    std::string text = line("study", fmt::format("{}, version {}, content {}", study.name, study.version,
                                                 contentSha256(study).substr(0, 12)));
    if (!study.description.empty()) text += line("about", study.description);
    text += line("trials", counted(tasks.trials, "trial") +
                               (tasks.practice > 0 ? ", after " + grouped(tasks.practice) + " for practice" : ""));
    text += line("data", dataText(study));
    if (!tasks.needs.empty()) text += line("needs", tasks.needs);
    if (!study.asksLakesRuns())
        text += line("tasks", fmt::format("{}-way {}-shot, {}", tasks.ways, tasks.shots,
                                          tasks.withinAlphabet ? "within one alphabet" : "across alphabets"));
    text += line("order", orderText(tasks));
    text += line("times", timingText(study.timing));
    text += line("feedback", feedbackText(study.feedback));
    text += line("texts", textsText(study) + "; language " + study.language);
    text += line("questions",
                 fmt::format("{} before, {} after", study.questionsBefore.size(), study.questionsAfter.size()));
    text += line("models", named(study.models));
    text += line("people", peopleText(study));
    text += line("takes", durationText(study));
    text.pop_back();
    return text;
}

}  // namespace oneshot::cli
