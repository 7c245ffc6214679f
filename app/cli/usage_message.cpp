#include "app/cli/usage_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/base/near_name.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/models/models.h"

namespace oneshot::cli {
namespace {

namespace fs = std::filesystem;

std::string optionMeantBy(const CLI::App& app, const CLI::App& command, const std::vector<std::string>& words) {
    std::vector<std::string> names;
    for (const CLI::App* each : {&command, &app})
        for (const CLI::Option* option : each->get_options())
            for (const std::string& name : option->get_lnames()) names.push_back(name);
    const std::string& word = words.front();
    const std::size_t dashes = word.starts_with("--") ? 2 : 1;
    const std::string near = nearestName(word.substr(dashes, word.find('=') - dashes), names);
    if (near.empty()) return {};
    const std::string option = "--" + near;
    // After a single dash the value is the next word.
    const CLI::Option* known = command.get_option_no_throw(option);
    const bool takesValue = known && known->get_items_expected_max() > 0;
    return option + (dashes == 1 && takesValue && words.size() > 1 ? ' ' + shellQuoted(words[1]) : "");
}

bool isRun(const std::string& word) {
    std::error_code none;
    return fs::exists(fs::path(word) / "run.json", none);
}

bool isModel(const std::string& word) {
    const std::vector<std::string> baselines = baselineNames();
    return word == "shipped" || word.ends_with(".safetensors") || isRun(word) ||
           std::ranges::find(baselines, word) != baselines.end();
}

/// The option that takes such a word and is not given yet.
std::string placeMeantBy(const CLI::App& command, const std::string& word) {
    std::error_code none;
    std::vector<const char*> places;
    if (isRun(word)) places.push_back("--resume");
    if (isModel(word)) places.insert(places.end(), {"--model", "--models"});
    if (fs::path(word).filename().string().starts_with("all_runs")) places.push_back("--lake");
    if (word.starts_with("glyphs") || fs::exists(word.substr(0, word.find(':')), none)) places.push_back("--data");
    for (const char* place : places)
        if (const CLI::Option* option = command.get_option_no_throw(place); option && option->count() == 0)
            return std::string(place) + ' ' + shellQuoted(word);
    return {};
}

/// Guesses what a person meant by words of which the first is unknown: "train" for trian, "--model" for --modle,
/// "--data glyphs" for -data glyphs, "--model shipped" for shipped; empty if no guess is close. command: the innermost
/// one that was recognised.
std::string meantBy(const CLI::App& app, const CLI::App& command, const std::vector<std::string>& words) {
    const std::string& word = words.front();
    if (word.starts_with('-')) return optionMeantBy(app, command, words);
    std::vector<std::string> names;
    for (const CLI::App* each : command.get_subcommands({}))
        if (each->get_name() != word) names.push_back(each->get_name());
    const std::string near = nearestName(word, names);
    return near.empty() ? placeMeantBy(command, word) : near;
}

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
