#include "app/cli/usage_message.h"

#include <fmt/format.h>

#include <vector>

#include "app/cli/meant_word.h"
#include "core/base/utf8.h"

namespace oneshot::cli {
namespace {

bool isExtra(const CLI::Error& error) {
    return error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);  // its name is the command's
}

/// Words that no command takes, in their order.
std::vector<std::string> unknownWords(const CLI::App& app, const CLI::Error& error) {
    std::vector<std::string> words = app.remaining(true);
    const std::string problem = error.what();
    if (const std::size_t at = problem.rfind(": "); isExtra(error) && words.empty() && at != std::string::npos)
        words.push_back(problem.substr(at + 2));  // of an inner command
    return words;
}

std::string unknownWordMessage(const CLI::App& app, const CLI::App& inner, const std::vector<std::string>& words) {
    std::string meant;
    for (const CLI::App* at = &inner; at && meant.empty(); at = at->get_parent()) meant = meantBy(app, *at, words);
    return fmt::format("There is no command or option \"{}\"{}", words.front(),
                       meant.empty() ? "" : fmt::format(". Did you mean {}?", meant));
}

/// The message for an option without its value, or with more values than it takes.
std::string countMessage(const CLI::App& inner, const std::string& problem) {
    for (const CLI::App* at = &inner; at; at = at->get_parent())
        for (const CLI::Option* option : at->get_options())
            if (const int max = option->get_items_expected_max();
                max > 0 && option->count() > static_cast<std::size_t>(max))
                return fmt::format("{} is given {}, and may be given once", option->get_name(),
                                   option->count() == 2 ? "twice" : fmt::format("{} times", option->count()));
    return problem.substr(0, problem.find(':')) + ": needs a value";
}

std::string problemOf(const CLI::App& app, const CLI::App& inner, const CLI::Error& error) {
    // A mistyped command or option may also show as the lack of another.
    if (isExtra(error) || error.get_name() == "RequiredError")
        if (const std::vector<std::string> words = unknownWords(app, error); !words.empty())
            return unknownWordMessage(app, inner, words);
    if (error.get_name() == "ArgumentMismatch") return countMessage(inner, error.what());
    return error.what();
}

}  // namespace

std::string usageMessage(const CLI::App* app, const CLI::Error& error) {
    const CLI::App* inner = app;
    std::string command = app->get_name();
    for (; !inner->get_subcommands().empty(); command += ' ' + inner->get_name())
        inner = inner->get_subcommands().back();
    std::string problem = problemOf(*app, *inner, error);
    if (!problem.ends_with('?')) problem += '.';
    return oneLine(fmt::format("oneshot: {} `{} --help` says more.", problem, command)) + '\n';
}

}  // namespace oneshot::cli
