#include "ui/session/trials/trial_export.h"

#include <QFileInfo>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/save_file.h"
#include "core/base/text.h"
#include "core/files/csv_rows.h"
#include "ui/session/trials/trial_fields.h"

namespace oneshot::session {
namespace {

const TrialRecord noTrial;

QByteArray csvLine(const QStringList& fields) {
    QStringList safe;
    for (const QString& field : fields) safe += QString::fromStdString(csvField(field.toStdString()));
    return safe.join(u',').toUtf8() + '\n';
}

template <typename Value>
constexpr bool isList = std::is_same_v<Value, QStringList> || std::is_same_v<Value, std::vector<float>>;

/// Returns the shortest text that reads back as the same number.
template <typename Number>
QString toText(Number number) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return QString::fromLatin1(buffer, end - buffer);
}
QString toText(bool flag) {
    return flag ? QStringLiteral("true") : QStringLiteral("false");
}
QString toText(const QString& text) {
    return text;
}
QString toText(std::optional<int> number) {
    return number ? toText(*number) : QString();
}
QString toText(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
QString toText(SessionRecord::State state) {
    return nameOf(state);
}
QString toText(ShownStamp stamp) {
    return nameOf(stamp);
}
QString toText(InputDevice device) {
    return device == InputDevice::None ? QString() : nameOf(device);
}
template <typename Int>
QString toText(Position<Int> position) {
    return position.way < 0 ? QString() : toText(position.way + 1);
}
/// Joins the items by "|"; a "|" or "\" within an item has a "\" before it.
QString toText(const QStringList& items) {
    QStringList safe;
    for (QString item : items) safe += item.replace(u'\\', QStringLiteral("\\\\")).replace(u'|', QStringLiteral("\\|"));
    return safe.join(u'|');
}
QString toText(const std::vector<float>& numbers) {
    QStringList items;
    for (const float number : numbers) items += toText(number);
    return items.join(u'|');
}

template <typename Value>
constexpr bool isNumber = std::is_arithmetic_v<Value>;
template <typename Int>
constexpr bool isNumber<Position<Int>> = true;
template <>
constexpr bool isNumber<std::optional<int>> = true;

template <typename Value>
constexpr const char* typeName = std::is_same_v<Value, bool>                 ? "boolean"
                                 : std::is_floating_point_v<Value>           ? "number"
                                 : isNumber<Value>                           ? "integer"
                                 : std::is_same_v<Value, QStringList>        ? "list of text"
                                 : std::is_same_v<Value, std::vector<float>> ? "list of numbers"
                                 : std::is_same_v<Value, QDateTime>          ? "time, UTC, ISO 8601, ms"
                                                                             : "text";

template <typename Value>
Json toJson(const Value& value) {
    if constexpr (isList<Value>) {
        Json list = Json::array();
        for (const auto& item : value) list.push_back(toJson(item));
        return list;
    } else {
        const std::string text = toText(value).toStdString();
        if constexpr (!isNumber<Value>) return text;
        return Json::accept(text) ? Json::parse(text) : Json();  // null: none, or not finite
    }
}

template <typename Record>
Json jsonOf(const Record& record) {
    Json row = Json::object();
    visitFields(record, [&](const char* name, const char*, const char*, const char*, const auto& value) {
        row[name] = toJson(value);
    });
    return row;
}

void save(const QString& path, const QByteArray& bytes) {
    saveFile(path.toStdString(), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace

QByteArray trialsCsv(std::span<const TrialRecord> trials) {
    QStringList names;
    visitFields(noTrial, [&](const char* name, auto&&...) { names += QLatin1String(name); });
    QByteArray csv = csvLine(names);
    for (const TrialRecord& trial : trials) {
        QStringList texts;
        visitFields(trial, [&](const char*, const char*, const char*, const char*, const auto& value) {
            texts += toText(value);
        });
        csv += csvLine(texts);
    }
    return csv;
}

QByteArray trialsJson(std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions) {
    Json dictionary = Json::object(), sessionRows = Json::array(), trialRows = Json::array();
    visitFields(noTrial, [&]<typename Value>(const char* name, const char*, const char* unit, const char* meaning,
                                             const Value&) {
        dictionary[name] = {{"type", typeName<Value>}, {"unit", unit}, {"meaning", meaning}};
    });
    for (const SessionRecord& session : sessions) {
        Json& row = sessionRows.emplace_back(jsonOf(session));
        row["time_limit_seconds"] = session.settings.timeLimitSeconds;  // with a decimal point, even if it is whole
    }
    for (const TrialRecord& trial : trials) trialRows.push_back(jsonOf(trial));
    const Json json{{"dictionary", dictionary}, {"sessions", sessionRows}, {"trials", trialRows}};
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

QByteArray dataDictionary() {
    QByteArray table = "column,type,unit,meaning\n";
    visitFields(noTrial, [&]<typename Value>(const char* name, const char*, const char* unit, const char* meaning,
                                             const Value&) {
        table +=
            csvLine({QLatin1String(name), QLatin1String(typeName<Value>), QLatin1String(unit), QLatin1String(meaning)});
    });
    return table;
}

QByteArray codebook(const QString& name) {
    Json variables = Json::array();
    visitFields(noTrial, [&]<typename Value>(const char* column, const char*, const char* unit, const char* meaning,
                                             const Value&) {
        Json& variable =
            variables.emplace_back(Json{{"@type", "PropertyValue"}, {"name", column}, {"description", meaning}});
        if (*unit) variable["unitText"] = unit;
        for (const Bounds& bounds : numberBounds) {
            if (std::string_view(bounds.name) != column) continue;
            variable["minValue"] = bounds.low;
            if (bounds.high) variable["maxValue"] = *bounds.high;
        }
        if constexpr (std::is_same_v<Value, bool>) variable["levels"] = {"true", "false"};
        if constexpr (std::is_enum_v<Value>)
            for (std::size_t i = 0; i < EnumNames<Value>::all.size(); ++i)
                if (const QString text = toText(static_cast<Value>(i)); !text.isEmpty())  // empty: a missing value
                    variable["levels"].push_back(text.toStdString());
    });
    const Json json{{"@context", "https://schema.org/"},
                    {"@type", "Dataset"},
                    {"name", name.toStdString()},
                    {"description", "Answers of people and of a one-shot learner to the same tasks, one row a trial"},
                    {"variableMeasured", variables}};
    return QByteArray::fromStdString(json.dump(2) + '\n');
}

void writeTrials(const QString& path, std::span<const TrialRecord> trials, std::span<const SessionRecord> sessions,
                 bool forExcel) {
    const QByteArray mark = forExcel ? QByteArray(byteOrderMark.data(), std::ssize(byteOrderMark)) : QByteArray();
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (suffix == QStringLiteral("json")) {
        save(path, trialsJson(trials, sessions));
    } else if (suffix == QStringLiteral("csv")) {
        const QString beside = file.path() + u'/' + file.completeBaseName();
        save(beside + QStringLiteral("-dictionary.csv"), mark + dataDictionary());
        save(beside + QStringLiteral("-codebook.json"), codebook(file.completeBaseName()));
        save(path, mark + trialsCsv(trials));
    } else {
        throw Error(ErrorCode::Failed, path.toStdString(), "the name says neither CSV nor JSON",
                    "End it in .csv or .json.");
    }
}

}  // namespace oneshot::session
