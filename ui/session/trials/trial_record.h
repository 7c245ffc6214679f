#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/enum_names.h"
#include "core/study/study_trial.h"

namespace oneshot::session {

/// The study that a session is of. It goes on as it began, whatever becomes of the study's file.
struct StudyUse {
    QString name;  ///< of the study; empty: none, the session has settings of its own
    int version = 0;
    QString sha256;       ///< see contentSha256()
    int participant = 0;  ///< the person's number in the study, from 1, which the store gives; 0: not yet
    QString protocol;     ///< the study as compact JSON, see toJson()
    bool isUsed() const { return !name.isEmpty(); }
    bool operator==(const StudyUse&) const = default;
};

/// How a session of trials is to be; stored with it, whole.
struct ChallengeSettings {
    QString participant;          ///< a random code; no name
    QString source;               ///< "data:SPEC" or "lake:PATH": what opens the tasks' data again
    int ways = 20;                ///< of sampled tasks; Lake's have their own
    int shots = 1;                ///< of sampled tasks
    bool withinAlphabet = true;   ///< of sampled tasks; Lake's always are within one
    int trials = 20;              ///< that count
    int practice = 3;             ///< before them, that do not
    bool feedback = true;         ///< says after each answer whether it was right; see feedbackModel
    double timeLimitSeconds = 0;  ///< 0: none
    int breakEvery = 20;          ///< trials between two breaks; 0: none
    QString modelId;              ///< see ModelEntry::id
    quint64 seed = 1;
    QString consent;                ///< the text that was agreed to; empty: none was shown
    QStringList readableAlphabets;  ///< that the person says to be able to read
    bool feedbackModel = true;      ///< with feedback: says what the model answered, too
    /// Before each trial: how long nothing is shown, then the cross to look at; 0: not at all.
    int intervalMilliseconds = 250, fixationMilliseconds = 500;
    QString frameTest;             ///< JSON, see FrameFigures; empty: not done
    QStringList otherModels = {};  ///< that answer the same tasks, without being shown; as modelId
    StudyUse study = {};
    bool tellsModel() const { return feedback && feedbackModel; }
    QStringList models() const { return QStringList{modelId} + otherModels; }
    bool operator==(const ChallengeSettings&) const = default;
};

/// What told that a trial was shown: the end of its painting, or that OpenGL handed its frame over.
enum class ShownStamp { Painted, FrameSwapped };

enum class InputDevice { None, Keyboard, Mouse, Touch, Pen };  ///< None: the time limit ended the trial

/// What a person did in a trial.
struct TrialAnswer {
    int way = -1;  ///< place in the order shown; -1: the time limit came first, an error
    /// From when the painted query and support set were handed to the window system to when that noted the event, by a
    /// monotonic clock.
    double milliseconds = 0;
    InputDevice device = InputDevice::None;
    bool focusLost = false;                ///< the window lost the keyboard's focus meanwhile, or never had it
    double screenHz = 0, screenScale = 1;  ///< of the screen that it was shown on
    /// The trial was shown before its clock began anew: after an interruption, or after leaving.
    bool seenBefore = false;
    bool fullScreen = false;  ///< in a window of its own over the whole screen
    ShownStamp shownStamp = ShownStamp::Painted;
    QStringList disturbances = {};  ///< since the answer before, see DisturbanceWatch
    bool operator==(const TrialAnswer&) const = default;
};

/// What a model answered that is asked besides the one that the session is against.
struct OtherAnswer : ModelAnswer {
    QString fingerprint = {};  ///< see TrialRecord::modelFingerprint
    bool seen = false;         ///< see TrialRecord::seenByModel
    bool operator==(const OtherAnswer&) const = default;
};

/// One answered trial, as it is stored and exported: a row.
struct TrialRecord {
    qint64 session = 0;
    QString participant;
    int number = 0;  ///< from 1, practice included
    bool practice = false;
    QString source, dataSha256, alphabet;
    int ways = 0, shots = 0;
    bool withinAlphabet = true;  ///< sampled within one alphabet, as Lake's are; not across all
    quint64 seed = 0;
    QString taskId;       ///< names the task among those of its source and seed
    QStringList support;  ///< "Alphabet/character by drawer", k of them a way joined by "+", in the order shown
    QString query;        ///< "Alphabet/character by drawer"
    int correctWay = 0;   ///< place in the order shown, from 0 (exported from 1)
    TrialAnswer answer;
    QString modelId, modelFingerprint;
    int modelWay = -1;  ///< -1: a tie
    std::vector<float> modelScores;
    bool seenByModel = false;  ///< the model learnt from a character of the task
    /// By ChallengeSettings::otherModels; as text see other_answers.h.
    std::map<QString, OtherAnswer> otherAnswers;
    bool readable = false;  ///< the alphabet is one that the person can read
    bool resumed = false;   ///< answered after the session was taken up again
    QString version;        ///< of the program
    QDateTime shownUtc, answeredUtc;
    std::optional<int> utcOffsetMinutes;  ///< of the local time when it was answered, east positive; none: not noted
    bool excluded = false;                ///< its session is, see there
    QString exclusionReason;

    bool correct() const { return answer.way == correctWay; }
    bool modelCorrect() const { return modelWay == correctWay; }
    bool operator==(const TrialRecord&) const = default;
};

/// A session as it is listed.
struct SessionRecord {
    enum class State { Open, Completed, Ended };  ///< Open: it can be taken up again; Ended: by the person, early
    qint64 id = 0;
    ChallengeSettings settings;
    QString consentVersion;  ///< first 12 digits of SHA-256 of the text; empty without one
    QString dataSha256, modelFingerprint;
    State state = State::Open;
    int answered = 0;  ///< trials in the store, practice included
    int resumptions = 0;
    QString version;
    QDateTime startedUtc;
    std::optional<int> utcOffsetMinutes;  ///< of the local time then, east positive; none: not noted
    QString note;                         ///< of the experimenter
    bool excluded = false;                ///< by the experimenter: its trials count only where that is asked for
    QString exclusionReason;
    QDateTime unblindedUtc;  ///< when the experimenter asked to see the accuracies of its blinded study; null: not so
    /// What the person answered to the study's questions: a compact JSON object of values by the questions' ids. Empty:
    /// not asked, or not yet.
    QString answersBefore, answersAfter;
    bool operator==(const SessionRecord&) const = default;
};

}  // namespace oneshot::session

namespace oneshot {

template <>
struct EnumNames<session::InputDevice> {
    static constexpr std::array<std::string_view, 5> all{"none", "keyboard", "mouse", "touch", "pen"};
};
template <>
struct EnumNames<session::ShownStamp> {
    static constexpr std::array<std::string_view, 2> all{"painted", "frame swapped"};
};
template <>
struct EnumNames<session::SessionRecord::State> {
    static constexpr std::array<std::string_view, 3> all{"open", "completed", "ended"};
};

}  // namespace oneshot
