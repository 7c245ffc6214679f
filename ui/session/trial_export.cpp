#include "ui/session/trial_export.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <charconv>
#include <functional>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "core/data/error.h"
#include "core/data/json.h"

namespace oneshot::session {
namespace {

/// How a value stands in JSON; in CSV it is always the text.
enum class Type { Integer, Number, Boolean, Text, TextList, NumberList, Time };
constexpr const char* typeNames[] = {
    "integer", "number", "boolean", "text", "list of text", "list of numbers", "time, UTC, ISO 8601, ms"};

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

QString textOf(const QList<float>& numbers) {
    QStringList items;
    for (const float number : numbers) items += textOf(number);
    return items.join(listSeparator);
}
bool read(const QString& text, QList<float>& numbers) {
    numbers.clear();
    QStringList items;
    read(text, items);
    return std::ranges::all_of(items, [&](const QString& item) { return read(item, numbers.emplaceBack()); });
}

template <typename Value>
constexpr Type typeOf = std::is_same_v<Value, bool>           ? Type::Boolean
                        : std::is_integral_v<Value>           ? Type::Integer
                        : std::is_floating_point_v<Value>     ? Type::Number
                        : std::is_same_v<Value, QStringList>  ? Type::TextList
                        : std::is_same_v<Value, QList<float>> ? Type::NumberList
                        : std::is_same_v<Value, QDateTime>    ? Type::Time
                                                              : Type::Text;

struct Column {
    const char *name, *unit, *meaning;
    Type type;
    std::function<QString(const TrialRecord&)> text;
    std::function<bool(const QString&, TrialRecord&)> read;
};

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

// The meanings are part of a file format: they are not translated.
const std::vector<Column>& columns() {
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
        field("rt_ms", "ms", "from the end of the first paint of query and support set to the answer, monotonic clock",
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
        field("screen_hz", "Hz", "refresh rate of the screen", &Answer::screenHz),
        field("screen_scale", "", "physical pixels a logical pixel of the screen", &Answer::screenScale),
        field("version", "", "of the program", &Trial::version),
        field("shown_utc", "", "when query and support set were shown", &Trial::shownUtc),
        field("answered_utc", "", "when the person answered or the time was up", &Trial::answeredUtc),
    };
    return all;
}

Json jsonOf(const Column& column, const TrialRecord& trial) {
    const QString text = column.text(trial);
    switch (column.type) {
        case Type::Integer:
        case Type::Number:
        case Type::Boolean:
            return text.isEmpty() ? Json() : Json::parse(text.toStdString());
        case Type::TextList:
        case Type::NumberList: {
            Json list = Json::array();
            QStringList items;
            read(text, items);
            for (const QString& item : items) {
                if (column.type == Type::TextList)
                    list.push_back(item.toStdString());
                else  // JSON knows finite numbers only
                    list.push_back(Json::accept(item.toStdString()) ? Json::parse(item.toStdString()) : Json());
            }
            return list;
        }
        case Type::Text:
        case Type::Time:
            break;
    }
    return text.toStdString();
}

Json jsonOf(const SessionRecord& session) {
    constexpr const char* states[] = {"open", "completed", "ended"};
    const ChallengeSettings& settings = session.settings;
    Json readable = Json::array();
    for (const QString& name : settings.readableAlphabets) readable.push_back(name.toStdString());
    return {{"session", session.id},
            {"participant", settings.participant.toStdString()},
            {"state", states[static_cast<int>(session.state)]},
            {"source", settings.source.toStdString()},
            {"data_sha256", session.dataSha256.toStdString()},
            {"n_way", settings.ways},
            {"k_shot", settings.shots},
            {"within_alphabet", settings.withinAlphabet},
            {"seed", settings.seed},
            {"trials", settings.trials},
            {"practice", settings.practice},
            {"answered", session.answered},
            {"feedback", settings.feedback},
            {"time_limit_seconds", settings.timeLimitSeconds},
            {"break_every", settings.breakEvery},
            {"model", settings.modelId.toStdString()},
            {"model_fingerprint", session.modelFingerprint.toStdString()},
            {"readable_alphabets", readable},
            {"consent", settings.consent.toStdString()},
            {"consent_version", session.consentVersion.toStdString()},
            {"resumptions", session.resumptions},
            {"version", session.version.toStdString()},
            {"started_utc", textOf(session.startedUtc).toStdString()}};
}

/// RFC 4180.
QString csvField(QString text) {
    static const QString special = QStringLiteral(",\"\n\r");
    if (std::ranges::none_of(text, [](QChar c) { return special.contains(c); })) return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QByteArray csvLine(const QStringList& fields) {
    QStringList safe;
    for (const QString& field : fields) safe += csvField(field);
    return safe.join(QLatin1Char(',')).toUtf8() + '\n';
}

QStringList columnNames() {
    QStringList names;
    for (const Column& column : columns()) names += QString::fromLatin1(column.name);
    return names;
}

/// The fields of each line; lines are counted as a reader counts them, quoted line breaks included.
class CsvReader {
  public:
    explicit CsvReader(const QByteArray& bytes) : text_(QString::fromUtf8(bytes)) {}

    bool atEnd() const { return place_ >= text_.size(); }
    int line() const { return line_; }

    QStringList fields() {
        line_ = nextLine_;
        QStringList fields{QString()};
        bool quoted = false;
        for (; !atEnd(); ++place_) {
            const QChar c = text_[place_];
            if (c == QLatin1Char('\n')) ++nextLine_;
            if (c == QLatin1Char('"')) {
                const bool twice = quoted && text_.mid(place_ + 1, 1) == QStringLiteral("\"");
                if (twice)
                    fields.last() += text_[++place_];
                else
                    quoted = !quoted;
            } else if (!quoted && c == QLatin1Char(',')) {
                fields += QString();
            } else if (!quoted && c == QLatin1Char('\n')) {
                ++place_;
                return fields;
            } else if (quoted || c != QLatin1Char('\r')) {
                fields.last() += c;
            }
        }
        if (quoted) throw Error(ErrorCode::BadData, where(), "a quotation mark is not closed");
        return fields;
    }

    std::string where() const { return "line " + std::to_string(line_); }

  private:
    QString text_;
    qsizetype place_ = 0;
    int line_ = 1, nextLine_ = 1;
};

void save(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        throw Error(ErrorCode::Failed, path.toStdString(),
                    "the trials cannot be written: " + file.errorString().toStdString(),
                    "Choose a folder that can be written and has space.");
}

}  // namespace

QByteArray trialsCsv(std::span<const TrialRecord> trials) {
    QByteArray csv = csvLine(columnNames());
    for (const TrialRecord& trial : trials) {
        QStringList fields;
        for (const Column& column : columns()) fields += column.text(trial);
        csv += csvLine(fields);
    }
    return csv;
}

QByteArray trialsJson(std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions) {
    Json json{{"dictionary", Json::object()}, {"sessions", Json::array()}, {"trials", Json::array()}};
    for (const Column& column : columns())
        json["dictionary"][column.name] = {
            {"type", typeNames[static_cast<int>(column.type)]}, {"unit", column.unit}, {"meaning", column.meaning}};
    for (const SessionRecord& session : sessions) json["sessions"].push_back(jsonOf(session));
    for (const TrialRecord& trial : trials) {
        Json row = Json::object();
        for (const Column& column : columns()) row[column.name] = jsonOf(column, trial);
        json["trials"].push_back(std::move(row));
    }
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

std::vector<TrialRecord> parseTrialsCsv(const QByteArray& bytes) {
    CsvReader reader(bytes);
    if (reader.fields() != columnNames())
        throw Error(ErrorCode::BadData, reader.where(), "does not name the columns of exported trials",
                    "Choose a CSV that this program exported.");
    std::vector<TrialRecord> trials;
    while (!reader.atEnd()) {
        const QStringList fields = reader.fields();
        if (fields.size() != static_cast<qsizetype>(columns().size()))
            throw Error(ErrorCode::BadData, reader.where(),
                        "holds " + std::to_string(fields.size()) + " fields, not " + std::to_string(columns().size()));
        TrialRecord& trial = trials.emplace_back();
        for (std::size_t i = 0; i < columns().size(); ++i)
            if (!columns()[i].read(fields[static_cast<qsizetype>(i)], trial))
                throw Error(ErrorCode::BadData, reader.where() + ", " + columns()[i].name,
                            '"' + fields[static_cast<qsizetype>(i)].toStdString() + "\" is no " +
                                typeNames[static_cast<int>(columns()[i].type)]);
    }
    return trials;
}

QByteArray dataDictionary() {
    QByteArray table = "column,type,unit,meaning\n";
    for (const Column& column : columns())
        table +=
            csvLine({QString::fromLatin1(column.name), QString::fromLatin1(typeNames[static_cast<int>(column.type)]),
                     QString::fromLatin1(column.unit), QString::fromLatin1(column.meaning)});
    return table;
}

void writeTrials(const QString& path, std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions) {
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (suffix == QStringLiteral("json")) {
        save(path, trialsJson(trials, sessions));
    } else if (suffix == QStringLiteral("csv")) {
        save(file.path() + QLatin1Char('/') + file.completeBaseName() + QStringLiteral("-dictionary.csv"),
             dataDictionary());
        save(path, trialsCsv(trials));
    } else {
        throw Error(ErrorCode::Failed, path.toStdString(), "the name says neither CSV nor JSON",
                    "End it in .csv or .json.");
    }
}

}  // namespace oneshot::session
