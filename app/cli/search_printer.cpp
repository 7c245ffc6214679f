#include "app/cli/search_printer.h"

#include "app/cli/cli_support.h"

namespace oneshot::cli {

SearchResult SearchPrinter::watch(const std::function<SearchResult()>& work) const {
    try {
        return work();
    } catch (const Error&) {
        if (!began_) interrupt_.throwIfRequested();
        throw;
    }
}

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
    began_ = true;
    std::string text = "Search: " + directory.string();
    if (!search.trials.empty())
        text += ", goes on after " + counted(static_cast<std::int64_t>(search.trials.size()), "trial");
    console_.message(text);
}

void SearchPrinter::onTrial(const Search& search, const SearchTrial& trial) {
    console_.message(format("Trial %d of %d: ", trial.number, search.trialCount) + valuesText(search, trial));
}

void SearchPrinter::onTrialEnd(const Search&, const SearchTrial& trial) {
    console_.message(format("Trial %d %s after ", trial.number, std::string(toString(trial.state)).c_str()) +
                     counted(trial.steps, "step") + " in " + duration(trial.seconds) +
                     (trial.accuracy ? ": accuracy " + accuracyText(trial) : ": " + trial.failure));
}

void SearchPrinter::onDamagedTrial(const SearchTrial& trial, const std::string& problem) {
    console_.message(format("Trial %d begins again: its run is damaged and kept beside as .damaged (", trial.number) +
                     problem + ").");
}

void SearchPrinter::onData(const Dataset& background, const Dataset& validation) {
    if (!toldData_) run_.onData(background, validation);
    toldData_ = true;
}

void SearchPrinter::onStarted(const ValidationProtocol& protocol, std::int64_t parameters) {
    if (!toldProtocol_) run_.onStarted(protocol, parameters);
    toldProtocol_ = true;
}

void SearchPrinter::onProgress(const Progress& progress) {
    run_.onProgress(progress);
}

std::string valuesText(const Search& search, const SearchTrial& trial) {
    std::string text;
    for (std::size_t i = 0; i < search.ranges.size(); ++i)
        text += (text.empty() ? "" : " ") + search.ranges[i].key + format("=%g", trial.values[i]);
    return text;
}

std::string accuracyText(const SearchTrial& trial) {
    if (!trial.accuracy) return "none";
    return format("%.1f %% (", trial.accuracyPercent()) + percent(trial.accuracy->confidence95()) + ')';
}

}  // namespace oneshot::cli
