#pragma once

#include "app/cli/run_printer.h"
#include "core/search/search.h"

namespace oneshot::cli {

/// Shows a search on standard error: its data, each trial with its result, and between them a line of progress.
class SearchPrinter : public SearchObserver {
  public:
    explicit SearchPrinter(Console& console) : console_(console), run_(console) {}

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

  private:
    Console& console_;
    RunPrinter run_;
    bool dataShown_ = false, protocolShown_ = false;  ///< they are the same for every trial
    std::string lastNotice_;                          ///< every trial may repeat it
};

/// "learning_rate=0.001 logit_scale=10"
std::string valuesText(const Search&, const SearchTrial&);
/// "61.5 % (56.6 .. 66.1)"; "none" without an accuracy.
std::string accuracyText(const SearchTrial&);

}  // namespace oneshot::cli
