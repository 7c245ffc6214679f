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
    TrainingConfig config;  ///< of every trial, its steps or minutes too, but for the values of the ranges
    std::string background = "glyphs";
    std::string validation;
    std::vector<SearchRange> ranges;
    int trials = 20;
    bool stopsHopeless = true;        ///< by the median rule
    std::filesystem::path directory;  ///< empty: a new one under searchesFolder()
};

/// Hears all that the observer of each trial's run hears, and which trial it is.
class SearchObserver : public RunObserver {
  public:
    virtual void onSearch(const std::filesystem::path& /*directory*/, const Search&) {}
    virtual void onTrial(const Search&, const SearchTrial&) {}     ///< it begins, or goes on
    virtual void onTrialEnd(const Search&, const SearchTrial&) {}  ///< it is on the disk
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
/// own; blocks. Throws Error(InvalidSetting) where the request is not sound or the directory holds a search already,
/// but for one without a checkpoint; and whatever ends a run, unless it is that the trial's values do not fit the data
/// or need more memory than there is before they come to a checkpoint, or its loss is no number any more: then the
/// trial failed, and the next one begins.
SearchResult startSearch(const SearchRequest&, SearchObserver&, std::stop_token, PauseToken&);

/// Goes on with a search that was stopped or killed, its last trial from that trial's checkpoint, or from its beginning
/// where its run is damaged; in steps, all trials have the same values and come to the same as without the break.
/// trials: how many it shall have, where that is more than it was asked for. Throws Error(BadData) where there is no
/// sound search, or its data have changed.
SearchResult resumeSearch(const std::filesystem::path& directory, std::optional<int> trials, SearchObserver&,
                          std::stop_token, PauseToken&);

}  // namespace oneshot
