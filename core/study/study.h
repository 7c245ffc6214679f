#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/error.h"

namespace oneshot {

/// Which tasks a participant gets.
enum class StudyOrder {
    Same,             ///< everyone gets the same
    New,              ///< each gets tasks of their own
    Counterbalanced,  ///< the same, parted into blocks whose order is balanced over participants (study_order.h)
};

/// What a participant's number changes, besides the order of blocks.
enum class StudySeedRule {
    Fixed,          ///< nothing
    ByParticipant,  ///< New: the tasks; Same: the order of trials; Counterbalanced: their order within a block
};

enum class AnswerFeedback { None, RightOrWrong };

enum class QuestionType {
    WholeNumber,
    Choice,          ///< one of StudyQuestion::choices
    SeveralChoices,  ///< any of them
    YesNo,
    Text,
    Alphabets,  ///< those of the data that the person can read
};

struct StudyTasks {
    /// "data:SPEC", tasks sampled from these data, or "lake:PATH", Lake's runs. "data:" or "lake:" alone: the data are
    /// chosen where the study is run.
    std::string source = "data:glyphs";
    std::string needs;           ///< the data in words, and where to get them; shown where they are missing
    int ways = 20;               ///< of sampled tasks; Lake's have their own
    int shots = 1;               ///< of sampled tasks
    bool withinAlphabet = true;  ///< of sampled tasks; Lake's always are within one
    int trials = 20;             ///< that count
    int practice = 3;            ///< before them, that do not
    StudyOrder order = StudyOrder::Same;
    int blocks = 2;  ///< of the trials that count, all of one size; of Counterbalanced only
    StudySeedRule seedRule = StudySeedRule::Fixed;
    std::uint64_t seed = 1;
    bool operator==(const StudyTasks&) const = default;
};

struct StudyTiming {
    double timeLimitSeconds = 0;  ///< of a trial; 0: none
    int fixationMs = 500;         ///< a cross before each trial; 0: none
    int intervalMs = 500;         ///< blank after each answer
    int breakEvery = 20;          ///< trials between two breaks; 0: none
    bool operator==(const StudyTiming&) const = default;
};

/// What a participant is told after an answer.
struct StudyFeedback {
    AnswerFeedback answer = AnswerFeedback::RightOrWrong;
    bool modelAnswer = false;   ///< besides: what the first model answered
    bool runningScore = false;  ///< besides: how many were right so far
    bool operator==(const StudyFeedback&) const = default;
};

/// Markdown in any language, with pictures of the study: ![a sign](name.png). Empty: nothing is shown, or the program's
/// own words where something must be.
struct StudyTexts {
    std::string consent, instruction, practiceEnd, breaks, thanks;
    bool operator==(const StudyTexts&) const = default;
};

struct StudyQuestion {
    std::string id;  ///< names its column of an export: a-z, 0-9 and _
    std::string text;
    QuestionType type = QuestionType::Text;
    bool required = false;
    std::int64_t low = 0, high = 100;  ///< of a whole number, inclusive
    std::vector<std::string> choices{};
    bool operator==(const StudyQuestion&) const = default;
};

/// A figure of others, drawn in beside the study's own.
struct ReferenceFigure {
    std::string label;
    double percent = 0;  ///< of right answers
    std::string note{};  ///< where it is from
    bool operator==(const ReferenceFigure&) const = default;
};

/// PNG or JPEG files by the names that texts use.
using StudyPictures = std::map<std::string, std::vector<std::uint8_t>>;

/// The protocol of a study: all that its sessions are to be like, and nothing of what came of them.
struct Study {
    std::string name;
    int version = 1;  ///< goes up with every change of the content, see versionAfter()
    std::string description, author;
    std::string language = "en";  ///< of its texts, a BCP 47 code: "de-CH", "hi"
    StudyTasks tasks;
    StudyTiming timing;
    StudyFeedback feedback;
    StudyTexts texts;
    StudyPictures pictures;
    std::vector<StudyQuestion> questionsBefore, questionsAfter;
    std::vector<std::string> models;  ///< MODELs that answer the same tasks, without being shown
    int participants = 0;             ///< planned; 0: not said
    bool blinded = false;             ///< the experimenter does not see accuracies
    std::string returnCode;           ///< typed at the end, it brings the experimenter back; empty: a key does
    std::vector<ReferenceFigure> referenceFigures;
    bool operator==(const Study&) const = default;

    bool asksLakesRuns() const { return tasks.source.starts_with("lake:"); }
    /// SPEC or PATH of the source; empty where the data are chosen when it is run.
    std::string sourceSpec() const { return tasks.source.substr(tasks.source.find(':') + 1); }
};

/// Limits of a study's pictures, in bytes of their files.
inline constexpr std::size_t maxPictureBytes = 2 << 20, maxPicturesBytes = 8 << 20;

/// Every fault, by the fields' keys in the file: "tasks.trials", "questions_before[2].low", where items count from 1.
/// Decodes the pictures, which takes some milliseconds each.
std::vector<FieldError> validate(const Study&);

template <>
struct EnumNames<StudyOrder> {
    static constexpr std::array<std::string_view, 3> all{"same", "new", "counterbalanced"};
};
template <>
struct EnumNames<StudySeedRule> {
    static constexpr std::array<std::string_view, 2> all{"fixed", "by_participant"};
};
template <>
struct EnumNames<AnswerFeedback> {
    static constexpr std::array<std::string_view, 2> all{"none", "right_or_wrong"};
};
template <>
struct EnumNames<QuestionType> {
    static constexpr std::array<std::string_view, 6> all{"whole_number", "choice", "several_choices",
                                                         "yes_no",       "text",   "alphabets"};
};

}  // namespace oneshot
