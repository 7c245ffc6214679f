#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

template <typename Enum>
QString nameOf(Enum value) {
    return QString::fromLatin1(enumName(value));
}

/// A place in the order shown: from 0 in the database, from 1 in files; -1: none.
template <typename Int>
struct Position {
    Int& way;
};

/// Calls visit(name, column, unit, meaning, value) for every field of a trial, in the order of the files. name, unit
/// and meaning are for files and not translated. column: of the table `trial`; with a dot: what a query reads besides;
/// null: what follows from other fields.
template <typename Trial, typename Visit>
requires std::same_as<std::remove_const_t<Trial>, TrialRecord>
void visitFields(Trial& t, Visit visit) {
    const auto position = [&](const char* name, const char* column, const char* meaning, auto& way) {
        visit(name, column, "", meaning, Position<std::remove_reference_t<decltype(way)>>{way});
    };
    visit("participant", "session.participant", "", "random code of the person", t.participant);
    visit("session", "session", "", "number of the session in its store", t.session);
    visit("trial", "number", "", "number in the session, from 1, practice included", t.number);
    visit("practice", "practice", "", "whether the trial is for practice and does not count", t.practice);
    visit("source", "session.source", "", "what the tasks are of: data:SPEC, sampled; or lake:PATH, Lake's runs",
          t.source);
    visit("data_sha256", "session.data_sha256", "", "SHA-256 of the data's content", t.dataSha256);
    visit("alphabet", "alphabet", "", "alphabet of the query; of Lake's runs the run", t.alphabet);
    visit("n_way", "ways", "characters", "characters in the support set", t.ways);
    visit("k_shot", "shots", "drawings", "drawings of each character of the support set", t.shots);
    visit("within_alphabet", "session.within_alphabet OR session.source LIKE 'lake:%'", "",
          "whether the tasks were sampled within one alphabet, as Lake's runs are, or across all", t.withinAlphabet);
    visit("seed", "session.seed", "", "of the tasks and their order", t.seed);
    visit("task_id", "task", "", "names the task among all of its source", t.taskId);
    visit("support", "support", "",
          "characters in the order shown, each Alphabet/character by drawer; drawings of one are joined by +",
          t.support);
    visit("query", "query", "", "the drawing to be recognised, as Alphabet/character by drawer", t.query);
    position("correct_position", "correct_way", "place of the right character in the order shown, from 1",
             t.correctWay);
    position("response_position", "way", "place that the person chose, from 1; empty: the time limit came first",
             t.answer.way);
    visit("correct", nullptr, "", "whether the person was right; no answer is wrong", t.correct());
    visit("rt_ms", "milliseconds", "ms",
          "from handing the painted query and support set to the window system to the key or click as that noted it, "
          "monotonic clock",
          t.answer.milliseconds);
    visit("input_device", "device", "", "keyboard, mouse, touch or pen; empty: no answer", t.answer.device);
    visit("model", "session.model", "", "the model played against, as the command line calls it", t.modelId);
    visit("model_fingerprint", "session.model_fingerprint", "", "SHA-256 of its weights; a baseline's name",
          t.modelFingerprint);
    position("model_position", "model_way", "place that the model chose, from 1; empty: a tie, which is wrong",
             t.modelWay);
    visit("model_correct", nullptr, "", "whether the model was right", t.modelCorrect());
    visit("model_scores", "model_scores", "",
          "the model's score of each character in the order shown; higher is more alike", t.modelScores);
    visit("seen_by_model", "seen_by_model", "", "whether the model learnt from a character of the task", t.seenByModel);
    visit("readable", "readable", "", "whether the person says to be able to read the alphabet", t.readable);
    visit("resumed", "resumed", "", "whether the session had been left and taken up again before", t.resumed);
    visit("focus_lost", "focus_lost", "", "whether the window lost the keyboard's focus during the trial",
          t.answer.focusLost);
    visit("seen_before", "seen_before", "",
          "whether the trial was, or may have been, shown before its clock began anew: interrupted, or left",
          t.answer.seenBefore);
    visit("screen_hz", "screen_hz", "Hz", "refresh rate of the screen", t.answer.screenHz);
    visit("screen_scale", "screen_scale", "", "physical pixels a logical pixel of the screen", t.answer.screenScale);
    visit("version", "version", "", "of the program", t.version);
    visit("shown_utc", "shown_utc", "", "when query and support set were shown", t.shownUtc);
    visit("answered_utc", "answered_utc", "", "when the person answered or the time was up", t.answeredUtc);
    visit("full_screen", "full_screen", "", "whether a window of its own covered the whole screen",
          t.answer.fullScreen);
    visit("shown_stamp", "shown_stamp", "",
          "what the time runs from: painted, the end of painting; frame swapped, OpenGL handed the frame over",
          t.answer.shownStamp);
    visit("disturbances", "disturbances", "",
          "since the answer before: sleep, clock changed, screens changed, several screens", t.answer.disturbances);
    visit("utc_offset_minutes", "utc_offset_minutes", "min",
          "what the local time was ahead of UTC when the person answered; empty: not noted", t.utcOffsetMinutes);
    visit("excluded", "session.excluded", "", "whether the experimenter excluded the session", t.excluded);
    visit("exclusion_reason", "session.exclusion_reason", "", "why the session is excluded; empty: it is not",
          t.exclusionReason);
    visit(
        "other_models", "other_models", "",
        "JSON: by the name of each model that was asked besides, the position that it chose, its scores and whether it "
        "learnt from a character of the task",
        t.otherAnswers);
}

/// Bounds of what a trial's number can be; none: there is none.
struct Bounds {
    const char* name;
    double low;
    std::optional<double> high = {};
};
inline constexpr Bounds numberBounds[] = {
    {"session", 1},      {"trial", 1},
    {"n_way", 2},        {"k_shot", 1},
    {"seed", 0},         {"correct_position", 1},
    {"rt_ms", 0},        {"response_position", 1},
    {"screen_hz", 0},    {"model_position", 1},
    {"screen_scale", 0}, {"utc_offset_minutes", -12 * 60, 14 * 60},
    {"block", 1},        {"block_position", 1},
    {"model_place", 1},  {"participant_number", 0},
};

/// Does the same for a session.
template <typename Session, typename Visit>
requires std::same_as<std::remove_const_t<Session>, SessionRecord>
void visitFields(Session& s, Visit visitField) {
    auto& settings = s.settings;
    const auto visit = [&](const char* name, const char* column, const char* meaning, auto& value,
                           const char* unit = "") { visitField(name, column, unit, meaning, value); };
    visit("session", "session.id", "number of the session in its store", s.id);
    visit("participant", "participant", "random code of the person", settings.participant);
    visit("state", "state", "open, it can be taken up again; completed; ended, by the person and early", s.state);
    visit("source", "source", "what the tasks are of: data:SPEC, sampled; or lake:PATH, Lake's runs", settings.source);
    visit("data_sha256", "data_sha256", "SHA-256 of the data's content", s.dataSha256);
    visit("n_way", "ways", "characters in the support set of sampled tasks", settings.ways, "characters");
    visit("k_shot", "shots", "drawings of each character of the support set", settings.shots, "drawings");
    visit("within_alphabet", "within_alphabet", "whether tasks are sampled within one alphabet, or across all",
          settings.withinAlphabet);
    visit("seed", "seed", "of the tasks and their order", settings.seed);
    visit("trials", "trials", "planned trials that count", settings.trials);
    visit("practice", "practice", "planned trials for practice, before them", settings.practice);
    visit("answered", "(SELECT count(*) FROM trial WHERE trial.session = session.id)",
          "trials that were answered, practice included", s.answered);
    visit("feedback", "feedback", "whether the person is told if an answer was right", settings.feedback);
    visit("feedback_model", "feedback_model", "with feedback: whether they are told the model's answer too",
          settings.feedbackModel);
    visit("interval_ms", "interval_ms", "how long nothing is shown before a trial", settings.intervalMilliseconds,
          "ms");
    visit("fixation_ms", "fixation_ms", "how long a cross is shown then", settings.fixationMilliseconds, "ms");
    visit("frame_test", "frame_test", "JSON: figures of the self-test of timing before the session; empty: not done",
          settings.frameTest);
    visit("time_limit_seconds", "time_limit_seconds", "for an answer; 0: none", settings.timeLimitSeconds, "s");
    visit("break_every", "break_every", "trials between two breaks; 0: none", settings.breakEvery);
    visit("model", "model", "the model played against, as the command line calls it", settings.modelId);
    visit("model_fingerprint", "model_fingerprint", "SHA-256 of its weights; a baseline's name", s.modelFingerprint);
    visit("readable_alphabets", "readable_alphabets", "alphabets that the person says to be able to read",
          settings.readableAlphabets);
    visit("consent", "consent", "the text that was agreed to; empty: none was shown", settings.consent);
    visit("consent_version", "consent_version", "first 12 digits of the SHA-256 of that text", s.consentVersion);
    visit("resumptions", "resumptions", "how often the session was taken up again", s.resumptions);
    visit("version", "version", "of the program", s.version);
    visit("started_utc", "started_utc", "when the session was begun", s.startedUtc);
    visit("utc_offset_minutes", "utc_offset_minutes", "what the local time was ahead of UTC then; empty: not noted",
          s.utcOffsetMinutes, "min");
    visit("note", "note", "of the experimenter", s.note);
    visit("excluded", "excluded", "whether the experimenter excluded the session", s.excluded);
    visit("exclusion_reason", "exclusion_reason", "why the session is excluded; empty: it is not", s.exclusionReason);
    visit("unblinded_utc", "unblinded_utc",
          "when the experimenter asked to see the accuracies of a blinded study; empty: not", s.unblindedUtc);
    visit("other_models", "other_models", "models that answer the same tasks without being shown",
          settings.otherModels);
    visit("study", "study", "name of the study; empty: the session has settings of its own", settings.study.name);
    visit("study_version", "study_version", "version of the study; 0: no study", settings.study.version);
    visit("study_sha256", "study_sha256", "SHA-256 of the study's content, all but its version", settings.study.sha256);
    visit("participant_number", "participant_number",
          "the person's number in the study, from 1; it gives the order of tasks; 0: no study",
          settings.study.participant);
    visit("study_protocol", nullptr, "JSON: the study, whole", settings.study.protocol);
    visit("answers_before", "answers_before", "JSON: answers to the study's questions before, by the questions' ids",
          s.answersBefore);
    visit("answers_after", "answers_after", "JSON: answers to the study's questions after, by the questions' ids",
          s.answersAfter);
}

}  // namespace oneshot::session
