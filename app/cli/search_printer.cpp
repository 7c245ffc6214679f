#include "app/cli/search_printer.h"

#include <fmt/format.h>

#include "app/cli/cli_support.h"

namespace oneshot::cli {

void SearchPrinter::onReading(const std::string& spec, std::int64_t done, std::int64_t total) {
    run_.onReading(spec, done, total);
}

void SearchPrinter::onDamagedCheckpoint(const std::string& problem, std::int64_t step) {
    run_.onDamagedCheckpoint(problem, step);
}

void SearchPrinter::onNotice(const std::string& sentence) {
    if (sentence != lastNotice_) run_.onNotice(sentence);
    lastNotice_ = sentence;
}

void SearchPrinter::onSearch(const std::filesystem::path& directory, const Search& search) {
    std::string text = "Search: " + directory.string();
    if (!search.trials.empty())
        text += ", goes on after " + counted(static_cast<std::int64_t>(search.trials.size()), "trial");
    console_.message(text);
}

void SearchPrinter::onTrial(const Search& search, const SearchTrial& trial) {
    console_.message(fmt::format("Trial {} of {}: ", trial.number, search.trialCount) + valuesText(search, trial));
}

void SearchPrinter::onTrialEnd(const Search&, const SearchTrial& trial) {
    console_.message(fmt::format("Trial {} {} after ", trial.number, enumName(trial.state)) +
                     counted(trial.steps, "step") + " in " + duration(trial.seconds) +
                     (trial.accuracy ? ": accuracy " + accuracyText(trial) : ": " + trial.failure));
}

void SearchPrinter::onDamagedTrial(const SearchTrial& trial, const std::string& problem) {
    console_.message(
        fmt::format("Trial {} begins again: its run is damaged and kept beside as .damaged (", trial.number) + problem +
        ").");
}

void SearchPrinter::onData(const Dataset& background, const Dataset& validation) {
    if (!dataShown_) run_.onData(background, validation);
    dataShown_ = true;
}

void SearchPrinter::onStarted(const ValidationProtocol& protocol, std::int64_t parameters) {
    if (!protocolShown_) run_.onStarted(protocol, parameters);
    protocolShown_ = true;
}

void SearchPrinter::onProgress(const Progress& progress) {
    run_.onProgress(progress);
}

std::string valuesText(const Search& search, const SearchTrial& trial) {
    std::string text;
    for (std::size_t i = 0; i < search.ranges.size(); ++i)
        text += (text.empty() ? "" : " ") + search.ranges[i].key + fmt::format("={:g}", trial.values[i]);
    return text;
}

std::string accuracyText(const SearchTrial& trial) {
    if (!trial.accuracy) return "none";
    return fmt::format("{:.1f} % (", trial.accuracyPercent()) + percent(trial.accuracy->confidence95()) + ')';
}

}  // namespace oneshot::cli
