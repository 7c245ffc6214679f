#pragma once

#include "app/cli/run_printer.h"
#include "core/search/search.h"

namespace oneshot::cli {

/// Tells a search on standard error: its data, each trial and what it came to, and between them a line of progress.
class SearchPrinter : public SearchObserver {
  public:
    SearchPrinter(Console& console, const Interrupt& interrupt)
        : console_(console), interrupt_(interrupt), run_(console, interrupt) {}

    void onReading(const std::string& spec, std::int64_t done, std::int64_t total) override;
    void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override;
    void onNotice(const std::string& sentence) override;
    void onSearch(const std::filesystem::path&, const Search&) override;
    void onTrial(const Search&, const SearchTrial&) override;
    void onTrialEnd(const Search&, const SearchTrial&) override;
    void onDamagedTrial(const SearchTrial&, const std::string& problem) override;
    void onData(const Dataset& background, const Dataset& validation) override;
    void onStarted(const ValidationProtocol&, std::int64_t parameters) override;
    void onProgress(const Progress&) override;

    const Json& warnings() const { return run_.warnings(); }  ///< of the data, for --json

    /// Does `work`, a search that this prints; throws Interrupted where it is interrupted with nothing to save yet.
    SearchResult watch(const std::function<SearchResult()>& work) const;

  private:
    Console& console_;
    const Interrupt& interrupt_;
    RunPrinter run_;
    bool began_ = false;                            ///< from then on an interrupted search is saved
    bool toldData_ = false, toldProtocol_ = false;  ///< which are those of every trial
    std::string lastNotice_;                        ///< which may be one of every trial
};

/// "learning_rate=0.001 logit_scale=10"
std::string valuesText(const Search&, const SearchTrial&);
/// "61.5 % (56.6 .. 66.1)"; "none" where there is none.
std::string accuracyText(const SearchTrial&);

}  // namespace oneshot::cli
