#include "ui/session/trials/trial_columns.h"

#include <algorithm>
#include <charconv>
#include <type_traits>
#include <utility>

namespace oneshot::session {
namespace {

using Column = TrialColumn;
using Type = TrialColumn::Type;

constexpr QLatin1Char listSeparator('|'), escape('\\');

/// The shortest text that reads back as the same number.
template <typename Number>
QString textOf(Number number) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return QString::fromLatin1(buffer, end - buffer);
}

template <typename Number>
bool read(const QString& text, Number& number) {
    const QByteArray bytes = text.toLatin1();
    const auto [end, error] = std::from_chars(bytes.begin(), bytes.end(), number);
    return error == std::errc() && end == bytes.end();
}

QString textOf(bool flag) {
    return flag ? QStringLiteral("true") : QStringLiteral("false");
}
bool read(const QString& text, bool& flag) {
    flag = text == QLatin1String("true");
    return flag || text == QLatin1String("false");
}

QString textOf(const QString& text) {
    return text;
}
bool read(const QString& text, QString& to) {
    to = text;
    return true;
}

QString textOf(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
bool read(const QString& text, QDateTime& time) {
    time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() || text.isEmpty();
}

/// Items that hold a "|" or "\" have a "\" before it.
QString textOf(const QStringList& items) {
    QStringList safe;
    for (QString item : items)
        safe += item.replace(escape, QStringLiteral("\\\\")).replace(listSeparator, QStringLiteral("\\|"));
    return safe.join(listSeparator);
}
bool read(const QString& text, QStringList& items) {
    items.clear();
    if (text.isEmpty()) return true;
    items += QString();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == listSeparator) {
            items += QString();
        } else {
            if (text[i] == escape && ++i == text.size()) return false;
            items.last() += text[i];
        }
    }
    return true;
}

QString textOf(const std::vector<float>& numbers) {
    QStringList items;
    for (const float number : numbers) items += textOf(number);
    return items.join(listSeparator);
}
bool read(const QString& text, std::vector<float>& numbers) {
    numbers.clear();
    QStringList items;
    read(text, items);
    return std::ranges::all_of(items, [&](const QString& item) { return read(item, numbers.emplace_back()); });
}

template <typename Value>
constexpr Type typeOf = std::is_same_v<Value, bool>                 ? Type::Boolean
                        : std::is_integral_v<Value>                 ? Type::Integer
                        : std::is_floating_point_v<Value>           ? Type::Number
                        : std::is_same_v<Value, QStringList>        ? Type::TextList
                        : std::is_same_v<Value, std::vector<float>> ? Type::NumberList
                        : std::is_same_v<Value, QDateTime>          ? Type::Time
                                                                    : Type::Text;

template <typename Value>
Column field(const char* name, const char* unit, const char* meaning, Value TrialRecord::*member) {
    return {name,
            unit,
            meaning,
            typeOf<Value>,
            [=](const TrialRecord& trial) { return textOf(trial.*member); },
            [=](const QString& text, TrialRecord& trial) { return read(text, trial.*member); }};
}

template <typename Value>
Column field(const char* name, const char* unit, const char* meaning, Value TrialAnswer::*member) {
    return {name,
            unit,
            meaning,
            typeOf<Value>,
            [=](const TrialRecord& trial) { return textOf(trial.answer.*member); },
            [=](const QString& text, TrialRecord& trial) { return read(text, trial.answer.*member); }};
}

/// A place in the order shown, from 1; empty where there is none. way: gives the place from 0 of any trial.
template <typename Way>
Column position(const char* name, const char* meaning, Way way) {
    return {name,
            "",
            meaning,
            Type::Integer,
            [=](const TrialRecord& trial) { return way(trial) < 0 ? QString() : textOf(way(trial) + 1); },
            [=](const QString& text, TrialRecord& trial) {
                way(trial) = -1;
                return text.isEmpty() || (read(text, way(trial)) && way(trial)-- > 0);
            }};
}

/// What follows from other columns.
Column verdict(const char* name, const char* meaning, bool (TrialRecord::*member)() const) {
    return {name,
            "",
            meaning,
            Type::Boolean,
            [=](const TrialRecord& trial) { return textOf((trial.*member)()); },
            [](const QString& text, TrialRecord&) {
                bool flag = false;
                return read(text, flag);
            }};
}

Column later(Column column, std::function<void(TrialRecord&)> supply) {
    column.supply = std::move(supply);
    return column;
}

/// As far as the names tell: tasks sampled across alphabets may be of one by chance.
bool ofOneAlphabet(const TrialRecord& trial) {
    return std::ranges::all_of(trial.support, [alphabet = trial.alphabet + QLatin1Char('/')](const QString& name) {
        return name.startsWith(alphabet);
    });
}

Column deviceColumn() {
    static const QStringList names{QString(), QStringLiteral("keyboard"), QStringLiteral("mouse"),
                                   QStringLiteral("touch"), QStringLiteral("pen")};
    return {"input_device",
            "",
            "keyboard, mouse, touch or pen; empty: no answer",
            Type::Text,
            [](const TrialRecord& trial) { return names[static_cast<int>(trial.answer.device)]; },
            [](const QString& text, TrialRecord& trial) {
                const auto place = names.indexOf(text);
                if (place >= 0) trial.answer.device = static_cast<InputDevice>(place);
                return place >= 0;
            }};
}

}  // namespace

// The meanings are part of a file format: they are not translated.
const std::vector<TrialColumn>& trialColumns() {
    using Trial = TrialRecord;
    using Answer = TrialAnswer;
    static const std::vector<Column> all{
        field("participant", "", "random code of the person", &Trial::participant),
        field("session", "", "number of the session in its store", &Trial::session),
        field("trial", "", "number in the session, from 1, practice included", &Trial::number),
        field("practice", "", "whether the trial is for practice and does not count", &Trial::practice),
        field("source", "", "what the tasks are of: data:SPEC, sampled; or lake:PATH, Lake's runs", &Trial::source),
        field("data_sha256", "", "SHA-256 of the data's content", &Trial::dataSha256),
        field("alphabet", "", "alphabet of the query; of Lake's runs the run", &Trial::alphabet),
        field("n_way", "characters", "characters in the support set", &Trial::ways),
        field("k_shot", "drawings", "drawings of each character of the support set", &Trial::shots),
        later(field("within_alphabet", "",
                    "whether the tasks were sampled within one alphabet, as Lake's runs are, or across all",
                    &Trial::withinAlphabet),
              [](Trial& trial) { trial.withinAlphabet = ofOneAlphabet(trial); }),
        field("seed", "", "of the tasks and their order", &Trial::seed),
        field("task_id", "", "names the task among all of its source", &Trial::taskId),
        field("support", "",
              "characters in the order shown, each Alphabet/character by drawer; drawings of one are joined by +",
              &Trial::support),
        field("query", "", "the drawing to be recognised, as Alphabet/character by drawer", &Trial::query),
        position(
            "correct_position", "place of the right character in the order shown, from 1",
            [](auto& trial) -> auto& { return trial.correctWay; }),
        position(
            "response_position", "place that the person chose, from 1; empty: the time limit came first",
            [](auto& trial) -> auto& { return trial.answer.way; }),
        verdict("correct", "whether the person was right; no answer is wrong", &Trial::correct),
        field("rt_ms", "ms",
              "from handing the painted query and support set to the window system to the key or click as that noted "
              "it, monotonic clock",
              &Answer::milliseconds),
        deviceColumn(),
        field("model", "", "the model played against, as the command line calls it", &Trial::modelId),
        field("model_fingerprint", "", "SHA-256 of its weights; a baseline's name", &Trial::modelFingerprint),
        position(
            "model_position", "place that the model chose, from 1; empty: a tie, which is wrong",
            [](auto& trial) -> auto& { return trial.modelWay; }),
        verdict("model_correct", "whether the model was right", &Trial::modelCorrect),
        field("model_scores", "", "the model's score of each character in the order shown; higher is more alike",
              &Trial::modelScores),
        field("seen_by_model", "", "whether the model learnt from a character of the task", &Trial::seenByModel),
        field("readable", "", "whether the person says to be able to read the alphabet", &Trial::readable),
        field("resumed", "", "whether the session had been left and taken up again before", &Trial::resumed),
        field("focus_lost", "", "whether the window lost the keyboard's focus during the trial", &Answer::focusLost),
        later(field("seen_before", "",
                    "whether the trial was, or may have been, shown before its clock began anew: interrupted, or left",
                    &Answer::seenBefore),
              [](Trial& trial) { trial.answer.seenBefore = false; }),
        field("screen_hz", "Hz", "refresh rate of the screen", &Answer::screenHz),
        field("screen_scale", "", "physical pixels a logical pixel of the screen", &Answer::screenScale),
        field("version", "", "of the program", &Trial::version),
        field("shown_utc", "", "when query and support set were shown", &Trial::shownUtc),
        field("answered_utc", "", "when the person answered or the time was up", &Trial::answeredUtc),
    };
    return all;
}

const char* typeName(TrialColumn::Type type) {
    constexpr const char* names[] = {
        "integer", "number", "boolean", "text", "list of text", "list of numbers", "time, UTC, ISO 8601, ms"};
    return names[static_cast<int>(type)];
}

QStringList listItems(const QString& text) {
    QStringList items;
    return read(text, items) ? items : QStringList();
}

}  // namespace oneshot::session
