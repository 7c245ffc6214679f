#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>
#include <vector>

#include "core/base/json.h"
#include "ui/session/trials/other_answers.h"
#include "ui/session/trials/trial_fields.h"

// How the values of visitFields() stand in files: as texts of tables, and as JSON.

namespace oneshot::session {

template <typename Value>
constexpr bool isList = std::is_same_v<Value, QStringList> || std::is_same_v<Value, std::vector<float>>;

/// Returns the shortest text that reads back as the same number.
template <typename Number>
QString fieldText(Number number) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return QString::fromLatin1(buffer, end - buffer);
}
inline QString fieldText(bool flag) {
    return flag ? QStringLiteral("true") : QStringLiteral("false");
}
inline QString fieldText(const QString& text) {
    return text;
}
template <typename Number>
QString fieldText(std::optional<Number> number) {
    return number ? fieldText(*number) : QString();
}
inline QString fieldText(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODateWithMs);
}
inline QString fieldText(SessionRecord::State state) {
    return nameOf(state);
}
inline QString fieldText(ShownStamp stamp) {
    return nameOf(stamp);
}
inline QString fieldText(InputDevice device) {
    return device == InputDevice::None ? QString() : nameOf(device);
}
template <typename Int>
QString fieldText(Position<Int> position) {
    return position.way < 0 ? QString() : fieldText(position.way + 1);
}
/// Joins the items by "|"; a "|" or "\" within an item has a "\" before it.
inline QString fieldText(const QStringList& items) {
    QStringList safe;
    for (QString item : items) safe += item.replace(u'\\', QStringLiteral("\\\\")).replace(u'|', QStringLiteral("\\|"));
    return safe.join(u'|');
}
inline QString fieldText(const std::vector<float>& numbers) {
    QStringList items;
    for (const float number : numbers) items += fieldText(number);
    return items.join(u'|');
}
inline QString fieldText(const std::map<QString, OtherAnswer>& answers) {
    return textOf(answers);
}

template <typename Value>
constexpr bool isObject = std::is_same_v<Value, std::map<QString, OtherAnswer>>;

template <typename Value>
constexpr bool isNumber = std::is_arithmetic_v<Value>;
template <typename Int>
constexpr bool isNumber<Position<Int>> = true;
template <typename Number>
constexpr bool isNumber<std::optional<Number>> = true;

template <typename Value>
constexpr bool isReal = std::is_floating_point_v<Value> || std::is_same_v<Value, std::optional<double>>;

template <typename Value>
constexpr const char* fieldType = std::is_same_v<Value, bool>                 ? "boolean"
                                  : isReal<Value>                             ? "number"
                                  : isNumber<Value>                           ? "integer"
                                  : std::is_same_v<Value, QStringList>        ? "list of text"
                                  : std::is_same_v<Value, std::vector<float>> ? "list of numbers"
                                  : std::is_same_v<Value, QDateTime>          ? "time, UTC, ISO 8601, ms"
                                  : isObject<Value>                           ? "JSON"
                                                                              : "text";

template <typename Value>
Json fieldJson(const Value& value) {
    if constexpr (isList<Value>) {
        Json list = Json::array();
        for (const auto& item : value) list.push_back(fieldJson(item));
        return list;
    } else {
        const std::string text = fieldText(value).toStdString();
        if constexpr (isObject<Value>) return text.empty() ? Json::object() : Json::parse(text);
        if constexpr (!isNumber<Value> && !isObject<Value>) return text;
        return Json::accept(text) ? Json::parse(text) : Json();  // null: none, or not finite
    }
}

}  // namespace oneshot::session
