#include "core/study/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <set>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/data/data_spec.h"
#include "core/files/file_kind.h"
#include "core/files/jpeg.h"
#include "core/files/png.h"

namespace oneshot {
namespace {

constexpr std::size_t lineBytes = 300, textBytes = 64 << 10, itemsOfAList = 50, picturesOfAStudy = 32;

enum class Lines { One, Many };

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\n") == text.npos;
}

/// "de-CH", "sr-Latn-RS", "x-elvish": built as RFC 5646 wants it, whatever its subtags mean.
bool isLanguageCode(const std::string& code) {
    const std::vector<std::string> subtags = split(code, '-');
    const auto isSubtag = [](const std::string& subtag) {
        return !subtag.empty() && subtag.size() <= 8 &&
               std::ranges::all_of(subtag, [](unsigned char c) { return c < 0x80 && std::isalnum(c); });
    };
    const std::string& first = subtags.front();
    const bool isPrivate = (first == "x" || first == "i") && subtags.size() > 1;
    return std::ranges::all_of(subtags, isSubtag) && (isPrivate || first.size() >= 2) &&
           std::ranges::none_of(first, [](unsigned char c) { return std::isdigit(c); });
}

/// The names of pictures in Markdown: X of ![sign](X) and of ![sign](X "title").
std::vector<std::string> picturesIn(const std::string& markdown) {
    std::vector<std::string> names;
    for (std::size_t at = markdown.find("!["); at != markdown.npos; at = markdown.find("![", at + 2)) {
        const std::size_t begin = markdown.find("](", at), end = markdown.find(')', begin);
        if (begin == markdown.npos || end == markdown.npos) break;
        const std::string inner = markdown.substr(begin + 2, end - begin - 2);
        names.push_back(inner.substr(0, inner.find(" \"")));
    }
    return names;
}

/// Why it is no picture that can be shown; empty if it is one.
std::string pictureProblem(const std::string& name, const std::vector<std::uint8_t>& bytes) try {
    if (bytes.size() > maxPictureBytes)
        return fmt::format("must be at most {} bytes, is {}", grouped(maxPictureBytes), grouped(std::ssize(bytes)));
    const FileKind kind = fileKindOf(bytes);
    if (kind == FileKind::Png)
        decodePng(bytes, name);
    else if (kind == FileKind::Jpeg)
        decodeJpeg(bytes, name);
    else
        return "must be a PNG or JPEG image, is " + describe(kind);
    return {};
} catch (const Error& error) {
    return error.problem();
}

/// Looks at a study field by field, and collects what is wrong.
class Checks {
  public:
    explicit Checks(const Study& study) : study_(study) {}

    std::vector<FieldError> all() {
        header();
        tasks();
        timing();
        feedback();
        texts();
        questions("questions_before", study_.questionsBefore);
        questions("questions_after", study_.questionsAfter);
        models();
        number("participants", study_.participants, 0, 1'000'000);
        text("return_code", study_.returnCode, 100);
        figures();
        pictures();
        return std::move(faults_);
    }

  private:
    void add(std::string key, std::string problem) { faults_.push_back({std::move(key), std::move(problem)}); }

    void number(const std::string& key, double value, double low, double high) {
        if (!(value >= low && value <= high))  // nor is NaN within
            add(key, fmt::format("must be {}, is {}", rangeWords(low, high), numberText(value)));
    }

    void text(const std::string& key, const std::string& value, std::size_t maxBytes, Lines lines = Lines::One) {
        const auto holds = [&](auto wrong) { return std::ranges::any_of(value, wrong); };
        if (!isUtf8(value))
            add(key, "is not in UTF-8");
        else if (value.size() > maxBytes)
            add(key, fmt::format("must be at most {} bytes of UTF-8, is {}",
                                 grouped(static_cast<std::int64_t>(maxBytes)), grouped(std::ssize(value))));
        else if (holds([](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; }))
            add(key, "holds a control character other than line ends and tabs");
        else if (lines == Lines::One && holds([](char c) { return c == '\n' || c == '\t'; }))
            add(key, "must be a single line without tabs");
    }

    void filledLine(const std::string& key, const std::string& value) {
        isBlank(value) ? add(key, "is empty") : text(key, value, lineBytes);
    }

    bool count(const std::string& key, std::size_t items, std::size_t max) {
        if (items > max) add(key, fmt::format("must be at most {}, are {}", max, items));
        return items <= max;
    }

    void header() {
        filledLine("name", study_.name);
        number("version", study_.version, 1, 1'000'000);
        text("description", study_.description, textBytes, Lines::Many);
        text("author", study_.author, lineBytes);
        if (!isLanguageCode(study_.language))
            add("language", fmt::format("must be a language code such as en, de-CH or zh-Hant, is \"{}\"",
                                        validUtf8(study_.language.substr(0, 40))));
    }

    void source() {
        const StudyTasks& tasks = study_.tasks;
        text("tasks.source", tasks.source, 4096);
        text("tasks.needs", tasks.needs, textBytes, Lines::Many);
        const bool isSampled = tasks.source.starts_with("data:");
        if (!isSampled && !study_.asksLakesRuns())
            return add("tasks.source", "must be data:SPEC or lake:PATH; data: or lake: alone leaves the data open");
        if (study_.sourceSpec().empty()) {
            if (isBlank(tasks.needs)) add("tasks.needs", "must say which data are needed, as tasks.source names none");
            return;
        }
        try {
            if (isSampled) parseDataSpec(study_.sourceSpec());
        } catch (const Error& error) {
            add("tasks.source", fmt::format("cannot be read: {} {}", error.where(), error.problem()));
        }
    }

    void tasks() {
        const StudyTasks& tasks = study_.tasks;
        source();
        number("tasks.ways", tasks.ways, 2, 99);
        number("tasks.shots", tasks.shots, 1, 20);
        number("tasks.trials", tasks.trials, 1, 10'000);
        number("tasks.practice", tasks.practice, 0, 1'000);
        number("tasks.seed", static_cast<double>(tasks.seed), 0, std::numeric_limits<std::uint32_t>::max());
        if (tasks.order == StudyOrder::New && tasks.seedRule == StudySeedRule::Fixed)
            add("tasks.seed_rule",
                "must be by_participant where tasks.order is new: a fixed seed gives everyone the same");
        if (tasks.order != StudyOrder::Counterbalanced) return;
        number("tasks.blocks", tasks.blocks, 2, 100);
        if (tasks.blocks > 0 && tasks.trials % tasks.blocks != 0)
            add("tasks.blocks",
                fmt::format("must part the {} trials into blocks of one size; {} do not", tasks.trials, tasks.blocks));
    }

    void timing() {
        const StudyTiming& timing = study_.timing;
        number("timing.time_limit_seconds", timing.timeLimitSeconds, 0, 3600);
        number("timing.fixation_ms", timing.fixationMs, 0, 60'000);
        number("timing.interval_ms", timing.intervalMs, 0, 60'000);
        number("timing.break_every", timing.breakEvery, 0, 10'000);
    }

    void feedback() {
        const StudyFeedback& feedback = study_.feedback;
        if (feedback.modelAnswer && feedback.answer == AnswerFeedback::None)
            add("feedback.model_answer", "must be false where feedback.answer is none");
        if (feedback.modelAnswer && study_.models.empty())
            add("feedback.model_answer", "must be false where there is no model");
    }

    void texts() {
        const StudyTexts& texts = study_.texts;
        for (const auto& [key, value] : {std::pair("texts.consent", &texts.consent),
                                         {"texts.instruction", &texts.instruction},
                                         {"texts.practice_end", &texts.practiceEnd},
                                         {"texts.breaks", &texts.breaks},
                                         {"texts.thanks", &texts.thanks}})
            markdown(key, *value);
    }

    void markdown(const std::string& key, const std::string& value) {
        text(key, value, textBytes, Lines::Many);
        for (const std::string& name : picturesIn(value))
            if (!study_.pictures.contains(name))
                add(key, fmt::format("shows the picture \"{}\", which is not among the study's",
                                     validUtf8(name.substr(0, 80))));
    }

    void questions(const std::string& list, const std::vector<StudyQuestion>& questions) {
        if (!count(list, questions.size(), itemsOfAList)) return;
        for (std::size_t i = 0; i < questions.size(); ++i) question(fmt::format("{}[{}]", list, i + 1), questions[i]);
    }

    void question(const std::string& key, const StudyQuestion& question) {
        const auto ofId = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
        const bool isId = !question.id.empty() && question.id.size() <= 40 && question.id[0] >= 'a' &&
                          question.id[0] <= 'z' && std::ranges::all_of(question.id, ofId);
        if (!isId)
            add(key + ".id", "must be 1 to 40 of a to z, 0 to 9 and _, a letter first: it names a column of exports");
        else if (!questionIds_.insert(question.id).second)
            add(key + ".id", "is that of another question");
        if (isBlank(question.text)) add(key + ".text", "is empty");
        markdown(key + ".text", question.text);

        if (question.type == QuestionType::Alphabets && study_.asksLakesRuns())
            add(key + ".type", "cannot be alphabets, as Lake's runs do not name theirs; ask by a text or by choices");
        const bool isNumber = question.type == QuestionType::WholeNumber, chooses = isChoice(question);
        constexpr double most = 1e12;
        if (isNumber) {
            number(key + ".low", static_cast<double>(question.low), -most, most);
            number(key + ".high", static_cast<double>(question.high), -most, most);
            if (question.low > question.high) add(key + ".high", "must not be below low");
        }
        if (!chooses && !question.choices.empty())
            add(key + ".choices", fmt::format("must be left out of a question of type {}", enumName(question.type)));
        if (chooses) choices(key + ".choices", question.choices);
    }

    static bool isChoice(const StudyQuestion& question) {
        return question.type == QuestionType::Choice || question.type == QuestionType::SeveralChoices;
    }

    void choices(const std::string& key, const std::vector<std::string>& choices) {
        if (choices.size() < 2) add(key, fmt::format("must be at least 2, are {}", choices.size()));
        if (!count(key, choices.size(), itemsOfAList)) return;
        uniqueLines(key, choices);
    }

    void models() {
        if (count("models", study_.models.size(), itemsOfAList)) uniqueLines("models", study_.models);
    }

    void uniqueLines(const std::string& list, const std::vector<std::string>& items) {
        std::set<std::string> known;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string key = fmt::format("{}[{}]", list, i + 1);
            filledLine(key, items[i]);
            if (!known.insert(items[i]).second) add(key, "is there twice");
        }
    }

    void figures() {
        const std::string list = "reference_figures";
        if (!count(list, study_.referenceFigures.size(), itemsOfAList)) return;
        for (std::size_t i = 0; i < study_.referenceFigures.size(); ++i) {
            const ReferenceFigure& figure = study_.referenceFigures[i];
            const std::string key = fmt::format("{}[{}]", list, i + 1);
            filledLine(key + ".label", figure.label);
            number(key + ".percent", figure.percent, 0, 100);
            text(key + ".note", figure.note, textBytes, Lines::Many);
        }
    }

    void pictures() {
        if (!count("pictures", study_.pictures.size(), picturesOfAStudy)) return;
        std::size_t bytes = 0;
        for (const auto& [name, content] : study_.pictures) {
            const std::string key = "pictures." + validUtf8(name.substr(0, 80));
            filledLine(key, name);
            if (name.find_first_of("/\\()\"") != name.npos) add(key, "must have a name without / \\ ( ) and \"");
            bytes += content.size();
            if (const std::string problem = pictureProblem(name, content); !problem.empty()) add(key, problem);
        }
        if (bytes > maxPicturesBytes)
            add("pictures", fmt::format("must be at most {} bytes in all, are {}", grouped(maxPicturesBytes),
                                        grouped(static_cast<std::int64_t>(bytes))));
    }

    const Study& study_;
    std::vector<FieldError> faults_;
    std::set<std::string> questionIds_;
};

}  // namespace

std::vector<FieldError> validate(const Study& study) {
    return Checks(study).all();
}

}  // namespace oneshot
