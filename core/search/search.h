#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/runs/run.h"
#include "core/search/search_record.h"

namespace oneshot {

/// What a new search is asked to do. `background` and `validation` are SPECs (see DataSpec).
struct SearchRequest {
    TrainingConfig config;  ///< of every trial, with its steps or minutes, except the values of the ranges
    std::string background = "glyphs";
    std::string validation;
    std::vector<SearchRange> ranges;
    int trials = 20;
    bool stopsHopeless = true;        ///< by the median rule
    std::filesystem::path directory;  ///< empty: a new one under searchesFolder()
};

/// Is told what the observer of each trial's run is told, and which trial it is.
class SearchObserver : public RunObserver {
  public:
    virtual void onSearch(const std::filesystem::path& /*directory*/, const Search&) {}
    virtual void onTrial(const Search&, const SearchTrial&) {}     ///< begins, or goes on
    virtual void onTrialEnd(const Search&, const SearchTrial&) {}  ///< is on the disk
    /// Its run is damaged and cannot go on: it is kept beside as ".damaged", and the trial begins again.
    virtual void onDamagedTrial(const SearchTrial&, const std::string& /*problem*/) {}
};

struct SearchResult {
    std::filesystem::path directory;
    Search search;
    bool complete = false;  ///< else it was stopped, and can go on
};

std::filesystem::path searchesFolder();  ///< homeFolder()/searches

/// Opens the data, makes the directory (search.json, trials/) and trains one trial after the other, each a run of its
/// own; blocks. If the values of a trial do not fit the data, need more memory than there is before the first
/// checkpoint or make a loss that is not finite, the trial has failed and the next one begins. Throws
/// Error(InvalidSetting) if the request is not sound or the directory already holds a search with a checkpoint, and
/// whatever else ends a run.
SearchResult startSearch(const SearchRequest&, SearchObserver&, std::stop_token, PauseToken&);

/// Goes on with a search that was stopped or killed, its last trial from that trial's checkpoint, or from its beginning
/// if its run is damaged; in steps, all trials have the same values and results as without the break. trials: raises
/// their number. Throws Error(BadData) if there is no sound search, or its data have changed.
SearchResult resumeSearch(const std::filesystem::path& directory, std::optional<int> trials, SearchObserver&,
                          std::stop_token, PauseToken&);

}  // namespace oneshot
