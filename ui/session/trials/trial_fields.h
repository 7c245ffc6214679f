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
};

/// Does the same for a session, whose fields have no unit and no meaning.
template <typename Session, typename Visit>
requires std::same_as<std::remove_const_t<Session>, SessionRecord>
void visitFields(Session& s, Visit visitField) {
    auto& settings = s.settings;
    const auto visit = [&](const char* name, const char* column, auto& value) {
        visitField(name, column, "", "", value);
    };
    visit("session", "session.id", s.id);
    visit("participant", "participant", settings.participant);
    visit("state", "state", s.state);
    visit("source", "source", settings.source);
    visit("data_sha256", "data_sha256", s.dataSha256);
    visit("n_way", "ways", settings.ways);
    visit("k_shot", "shots", settings.shots);
    visit("within_alphabet", "within_alphabet", settings.withinAlphabet);
    visit("seed", "seed", settings.seed);
    visit("trials", "trials", settings.trials);
    visit("practice", "practice", settings.practice);
    visit("answered", "(SELECT count(*) FROM trial WHERE trial.session = session.id)", s.answered);
    visit("feedback", "feedback", settings.feedback);
    visit("feedback_model", "feedback_model", settings.feedbackModel);
    visit("interval_ms", "interval_ms", settings.intervalMilliseconds);
    visit("fixation_ms", "fixation_ms", settings.fixationMilliseconds);
    visit("frame_test", "frame_test", settings.frameTest);
    visit("time_limit_seconds", "time_limit_seconds", settings.timeLimitSeconds);
    visit("break_every", "break_every", settings.breakEvery);
    visit("model", "model", settings.modelId);
    visit("model_fingerprint", "model_fingerprint", s.modelFingerprint);
    visit("readable_alphabets", "readable_alphabets", settings.readableAlphabets);
    visit("consent", "consent", settings.consent);
    visit("consent_version", "consent_version", s.consentVersion);
    visit("resumptions", "resumptions", s.resumptions);
    visit("version", "version", s.version);
    visit("started_utc", "started_utc", s.startedUtc);
    visit("utc_offset_minutes", "utc_offset_minutes", s.utcOffsetMinutes);
    visit("note", "note", s.note);
    visit("excluded", "excluded", s.excluded);
    visit("exclusion_reason", "exclusion_reason", s.exclusionReason);
}

}  // namespace oneshot::session
