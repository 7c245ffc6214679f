#include "app/cli/usage_message.h"

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
    return "There is no command or option \"" + words.front() + '"' +
           (meant.empty() ? "" : ". Did you mean " + meant + '?');
}

/// Of an option without its value, or with more of them than it takes.
std::string countMessage(const CLI::App& inner, const std::string& problem) {
    for (const CLI::App* at = &inner; at; at = at->get_parent())
        for (const CLI::Option* option : at->get_options())
            if (const int most = option->get_items_expected_max();
                most > 0 && option->count() > static_cast<std::size_t>(most))
                return option->get_name() + " is given " +
                       (option->count() == 2 ? "twice" : std::to_string(option->count()) + " times") +
                       ", and may be given once";
    return problem.substr(0, problem.find(':')) + ": needs a value";
}

std::string problemOf(const CLI::App& app, const CLI::App& inner, const CLI::Error& error) {
    // A mistyped command or option shows as the lack of another, too.
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
    return oneLine("oneshot: " + problem + " `" + command + " --help` says more.") + '\n';
}

}  // namespace oneshot::cli
