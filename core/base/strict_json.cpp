#include "core/base/strict_json.h"

#include <algorithm>
#include <istream>
#include <set>

namespace oneshot {
namespace {

constexpr int mostLevels = 32;
constexpr std::size_t mostKeys = 10'000;           // of one object; Json's take the time of their square
constexpr std::size_t mostKeptValues = 1'000'000;  // of a file of any size

Json::out_of_range fault(const char* problem) {
    return Json::out_of_range::create(401, problem, nullptr);
}

/// Looks at what a parser meets, and throws where it is no sound file's.
template <typename Result>
class Strictness {
  public:
    void look(int depth, typename Result::parse_event_t event, const Result& parsed) {
        if (depth > mostLevels) throw fault("it is nested too deep");
        switch (event) {
            case Result::parse_event_t::object_start:
                keys_.emplace_back();
                break;
            case Result::parse_event_t::object_end:
                keys_.pop_back();
                break;
            case Result::parse_event_t::key:
                if (!keys_.back().insert(parsed.template get<std::string>()).second) throw fault("it has a key twice");
                if (keys_.back().size() > mostKeys) throw fault("it has too many keys");
                break;
            default:
                break;
        }
    }

  private:
    std::vector<std::set<std::string>> keys_;  // of each open object
};

}  // namespace

template <typename Result>
Result parseStrictJson(std::string_view text) {
    Strictness<Result> strictness;
    return Result::parse(text, [&](int depth, typename Result::parse_event_t event, const Result& parsed) {
        strictness.look(depth, event, parsed);
        return true;
    });
}

Json parseStrictJson(std::istream& file, std::span<const std::string_view> keptKeys) {
    Strictness<Json> strictness;
    bool kept = true;  // the value of the outermost object's last key
    std::size_t values = 0;
    return Json::parse(file, [&](int depth, Json::parse_event_t event, const Json& parsed) {
        strictness.look(depth, event, parsed);
        if (event == Json::parse_event_t::value && kept && ++values > mostKeptValues)
            throw fault("it has too many values");
        if (event != Json::parse_event_t::key || depth != 1) return true;
        kept = std::ranges::find(keptKeys, parsed.get<std::string>()) != keptKeys.end();
        return kept;
    });
}

template Json parseStrictJson(std::string_view);
template nlohmann::json parseStrictJson(std::string_view);

std::string problemOf(const nlohmann::json::exception& error) {
    if (const auto* parse = dynamic_cast<const nlohmann::json::parse_error*>(&error))
        return "no sound JSON at byte " + std::to_string(parse->byte);
    const std::string_view text = error.what();  // of a long number, all its digits
    return std::string(text.substr(std::min(text.find("] ") + 2, text.size()), 100));
}

}  // namespace oneshot
