#include "app/cli/word_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/near_name.h"

namespace oneshot::cli {

CLI::Validator knownName(std::vector<std::string> names) {
    const auto check = [names = std::move(names)](std::string& text) -> std::string {
        if (std::ranges::find(names, text) != names.end()) return {};
        return fmt::format("cannot be \"{}\". {}Choose one of: {}", text, didYouMean(text, names),
                           fmt::join(names, ", "));
    };
    return {check, {}};
}

void requireValues(CLI::App& app) {
    const auto isGiven = [](std::string& text) -> std::string {
        return text.empty() ? "is empty, and needs a value" : std::string();
    };
    const auto isNoOption = [](std::string& text) -> std::string {
        return text.starts_with("--") ? "needs a value, and is followed by " + text : std::string();
    };
    for (CLI::Option* option : app.get_options()) {
        if (option->get_items_expected_max() == 0) continue;  // a flag
        option->check(CLI::Validator(isGiven, {}));
        if (option->nonpositional()) option->check(CLI::Validator(isNoOption, {}));
    }
    for (CLI::App* command : app.get_subcommands({})) requireValues(*command);
}

}  // namespace oneshot::cli
