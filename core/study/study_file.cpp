#include "core/study/study_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/base64.h"
#include "core/base/near_name.h"
#include "core/base/open_file.h"
#include "core/base/sha256.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/study/study_fields.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr const char* formatName = "oneshot-study";
constexpr int schemaVersion = 1;
constexpr std::int64_t maxFileBytes = 16 << 20;

using Faults = std::vector<FieldError>;

template <typename Value>
Json jsonOf(const Value& value) {
    if constexpr (IsGroup<const Value>) {
        Json json = Json::object();
        visitFields(value, [&](const char* key, const auto& member) { json[key] = jsonOf(member); });
        return json;
    } else if constexpr (std::is_enum_v<Value>) {
        return enumName(value);
    } else if constexpr (std::is_same_v<Value, StudyPictures>) {
        Json json = Json::object();
        for (const auto& [name, bytes] : value) json[name] = toBase64(bytes);
        return json;
    } else if constexpr (requires { typename Value::allocator_type; } && !std::is_same_v<Value, std::string>) {
        Json json = Json::array();
        for (const auto& item : value) json.push_back(jsonOf(item));
        return json;
    } else {
        return value;
    }
}

template <typename Value>
void readValue(const Json& json, const std::string& key, Value& value, Faults& faults);

/// Reads the fields of an object by the table, and refuses those that the table does not have.
class FieldReader {
  public:
    FieldReader(const Json& object, std::string prefix, Faults& faults)
        : object_(object), prefix_(std::move(prefix)), faults_(faults) {}

    template <typename Value>
    void operator()(const char* key, Value& value) {
        known_.emplace_back(key);
        if (const auto found = object_.find(key); found != object_.end())
            readValue(*found, prefix_ + key, value, faults_);
    }

    void refuseOthers() const {
        constexpr std::size_t mostFaults = 100;  // a file that is none of ours may have thousands
        for (const auto& field : object_.items())
            if (faults_.size() < mostFaults && std::ranges::find(known_, field.key()) == known_.end())
                faults_.push_back({prefix_ + validUtf8(field.key().substr(0, 80)),
                                   "is no field here. " + didYouMean(field.key(), known_) + "The fields are " +
                                       listed(known_, known_.size())});
    }

  private:
    const Json& object_;
    const std::string prefix_;
    Faults& faults_;
    std::vector<std::string> known_;
};

template <typename Enum>
void readEnum(const Json& json, const std::string& key, Enum& value, Faults& faults) {
    const auto& all = EnumNames<Enum>::all;
    const std::vector<std::string> names(all.begin(), all.end());
    const std::string name = json.is_string() ? json.get<std::string>() : json.dump();
    if (const auto found = enumIfNamed<Enum>(name); json.is_string() && found)
        value = *found;
    else
        faults.push_back({key, fmt::format("cannot be \"{}\". {}It is one of {}", validUtf8(name.substr(0, 80)),
                                           didYouMean(name, names), listed(names, names.size()))});
}

void readPictures(const Json& json, const std::string& key, StudyPictures& pictures, Faults& faults) {
    if (!json.is_object()) return faults.push_back({key, "must be an object of pictures by their names"});
    for (const auto& picture : json.items()) {
        const Json& text = picture.value();
        auto bytes = text.is_string() ? fromBase64(text.get_ref<const std::string&>()) : std::nullopt;
        if (!bytes)
            faults.push_back({key + '.' + validUtf8(picture.key().substr(0, 80)),
                              "must be the bytes of a PNG or JPEG file in base64, on one line"});
        pictures[picture.key()] = std::move(bytes).value_or(std::vector<std::uint8_t>());
    }
}

template <typename Item>
void readList(const Json& json, const std::string& key, std::vector<Item>& items, Faults& faults) {
    constexpr std::size_t maxItems = 1000;
    if (!json.is_array()) return faults.push_back({key, "must be a list"});
    if (json.size() > maxItems) return faults.push_back({key, fmt::format("is longer than {} items", maxItems)});
    for (std::size_t i = 0; i < json.size(); ++i)
        readValue(json[i], fmt::format("{}[{}]", key, i + 1), items.emplace_back(), faults);
}

template <typename Number>
void readNumber(const Json& json, const std::string& key, Number& value, Faults& faults) try {
    value = strictly<Number>(json);
} catch (const Json::exception&) {
    const bool isTooLarge = json.is_number_integer();
    faults.push_back({key, isTooLarge                   ? "is far out of range"
                           : std::is_integral_v<Number> ? "must be a whole number"
                                                        : "must be a number"});
}

template <typename Value>
void readValue(const Json& json, const std::string& key, Value& value, Faults& faults) {
    if constexpr (IsGroup<Value>) {
        if (!json.is_object()) return faults.push_back({key, "must be an object, {...}"});
        FieldReader reader(json, key + '.', faults);
        visitFields(value, reader);
        reader.refuseOthers();
    } else if constexpr (std::is_enum_v<Value>) {
        readEnum(json, key, value, faults);
    } else if constexpr (std::is_same_v<Value, StudyPictures>) {
        readPictures(json, key, value, faults);
    } else if constexpr (std::is_same_v<Value, std::string>) {
        if (!json.is_string()) return faults.push_back({key, "must be a text in quotes"});
        json.get_to(value);
    } else if constexpr (std::is_same_v<Value, bool>) {
        if (!json.is_boolean()) return faults.push_back({key, "must be true or false"});
        json.get_to(value);
    } else if constexpr (std::is_arithmetic_v<Value>) {
        readNumber(json, key, value, faults);
    } else {
        readList(json, key, value, faults);
    }
}

Error notThis(const std::string& where, const std::string& problem, const std::string& remedy) {
    return {ErrorCode::BadData, where, problem, remedy};
}

void requireSchema(const Json& json, const std::string& where) {
    if (!json.is_object() || json.value("format", Json()) != formatName)
        throw notThis(where, fmt::format("it is no study: its \"format\" is not \"{}\"", formatName),
                      "Give a file that `oneshot study new` or the workbench wrote.");
    const Json schema = json.value("schema", Json());
    if (schema == schemaVersion) return;
    throw notThis(where, fmt::format("its \"schema\" is not {}, as this program reads it", schemaVersion),
                  "Open it with the version of the program that wrote it.");
}

/// Adds the faults of validate() to those of reading, but not a second one for a field that could not be read.
void addFaultsOf(const Study& study, Faults& faults) {
    const std::size_t read = faults.size();
    for (FieldError& fault : validate(study))
        if (std::none_of(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(read),
                         [&](const FieldError& known) { return known.key == fault.key; }))
            faults.push_back(std::move(fault));
}

StudyReading readingOf(const Json& json, const std::string& where) {
    requireSchema(json, where);
    StudyReading reading;
    FieldReader reader(json, {}, reading.faults);
    std::string format;
    int schema = 0;
    reader("format", format);
    reader("schema", schema);
    visitFields(reading.study, reader);
    reader.refuseOthers();
    addFaultsOf(reading.study, reading.faults);
    return reading;
}

Study sound(StudyReading reading, const std::string& where) {
    if (reading.faults.empty()) return std::move(reading.study);
    std::vector<std::string> words;
    for (const FieldError& fault : reading.faults) words.push_back(fault.key + ' ' + fault.problem);
    constexpr std::size_t shown = 5;
    std::string problems =
        fmt::format("{}", fmt::join(words.begin(), words.begin() + std::min(shown, words.size()), "; "));
    if (words.size() > shown) problems += fmt::format("; and {} more", words.size() - shown);
    throw notThis(where, problems, "Mend these fields; `oneshot study check FILE` lists them all.");
}

/// What is wrong with a text that is no JSON, and where.
std::string syntaxProblem(std::string_view text, const Json::exception& error) {
    const auto* parse = dynamic_cast<const Json::parse_error*>(&error);
    if (!parse) return problemOf(error);
    const std::string_view before = text.substr(0, parse->byte);
    return fmt::format("invalid JSON in line {}", 1 + std::ranges::count(before, '\n'));
}

}  // namespace

StudyReading parseStudy(std::string_view text, const std::string& where) try {
    return readingOf(parseStrictJson<Json>(text), where);
} catch (const Json::exception& error) {
    throw notThis(where, "it is no study: " + syntaxProblem(text, error),
                  "Mend it there, or begin anew by `oneshot study new`.");
}

StudyReading parseStudyFile(const fs::path& path) {
    return parseStudy(asText(readFileBytes(path, maxFileBytes)), validUtf8(path.string()));
}

Study readStudy(const fs::path& path) {
    return sound(parseStudyFile(path), validUtf8(path.string()));
}

Study studyFromJson(const Json& json, const std::string& where) {
    return sound(readingOf(json, where), where);
}

Json toJson(const Study& study) {
    Json json{{"format", formatName}, {"schema", schemaVersion}};
    json.update(jsonOf(study));
    return json;
}

void writeStudy(const fs::path& path, const Study& study) {
    requireNone(validate(study));
    saveJsonFile(path, toJson(study));
}

std::string contentSha256(const Study& study) {
    Json json = toJson(study);
    json.erase("version");
    const std::string text = json.dump();
    Sha256 sha;
    sha.add(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
    return Sha256::hex(sha.digest());
}

Study versionAfter(Study changed, const Study& before) {
    changed.version = before.version + (contentSha256(changed) == contentSha256(before) ? 0 : 1);
    return changed;
}

}  // namespace oneshot
