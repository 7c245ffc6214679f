#include "app/cli/meant_word.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/base/near_name.h"
#include "core/base/text.h"
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

}  // namespace

std::string meantBy(const CLI::App& app, const CLI::App& command, const std::vector<std::string>& words) {
    const std::string& word = words.front();
    if (word.starts_with('-')) return optionMeantBy(app, command, words);
    std::vector<std::string> names;
    for (const CLI::App* each : command.get_subcommands({}))
        if (each->get_name() != word) names.push_back(each->get_name());
    const std::string near = nearestName(word, names);
    return near.empty() ? placeMeantBy(command, word) : near;
}

}  // namespace oneshot::cli
