#include "core/data/strict_json.h"

#include <algorithm>
#include <set>

namespace oneshot {
namespace {

constexpr int mostLevels = 32;
constexpr std::size_t mostKeys = 10'000;  // of one object; Json's take the time of their square

}  // namespace

template <typename Result>
Result parseStrictJson(std::string_view text) {
    std::vector<std::set<std::string>> keys;  // of each open object
    const auto fault = [](const char* problem) { return Json::out_of_range::create(401, problem, nullptr); };
    return Result::parse(text, [&](int depth, typename Result::parse_event_t event, const Result& parsed) {
        if (depth > mostLevels) throw fault("it is nested too deep");
        switch (event) {
            case Result::parse_event_t::object_start:
                keys.emplace_back();
                break;
            case Result::parse_event_t::object_end:
                keys.pop_back();
                break;
            case Result::parse_event_t::key:
                if (!keys.back().insert(parsed.template get<std::string>()).second) throw fault("it has a key twice");
                if (keys.back().size() > mostKeys) throw fault("it has too many keys");
                break;
            default:
                break;
        }
        return true;
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
