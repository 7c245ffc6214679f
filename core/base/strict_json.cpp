#include "core/base/strict_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <set>

namespace oneshot {
namespace {

constexpr int maxLevels = 32;
constexpr std::size_t maxKeys = 10'000;           // of one object; Json takes quadratic time
constexpr std::size_t maxKeptValues = 1'000'000;  // of a file of any size

Json::out_of_range fault(const char* problem) {
    return Json::out_of_range::create(401, problem, nullptr);
}

/// Watches a parser and throws at what no file of ours holds.
template <typename Result>
class Strictness {
  public:
    void check(int depth, typename Result::parse_event_t event, const Result& parsed) {
        if (depth > maxLevels) throw fault("it is nested too deep");
        switch (event) {
            case Result::parse_event_t::object_start:
                keys_.emplace_back();
                break;
            case Result::parse_event_t::object_end:
                keys_.pop_back();
                break;
            case Result::parse_event_t::key:
                if (!keys_.back().insert(parsed.template get<std::string>()).second) throw fault("it has a key twice");
                if (keys_.back().size() > maxKeys) throw fault("it has too many keys");
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
        strictness.check(depth, event, parsed);
        return true;
    });
}

Json parseStrictJson(std::istream& file, std::span<const std::string_view> keptKeys) {
    Strictness<Json> strictness;
    bool kept = true;  // the value of the outermost object's last key
    std::size_t values = 0;
    return Json::parse(file, [&](int depth, Json::parse_event_t event, const Json& parsed) {
        strictness.check(depth, event, parsed);
        if (event == Json::parse_event_t::value && kept && ++values > maxKeptValues)
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
        return fmt::format("invalid JSON at byte {}", parse->byte);
    const std::string_view text = error.what();  // may hold all digits of a long number
    return std::string(text.substr(std::min(text.find("] ") + 2, text.size()), 100));
}

}  // namespace oneshot
