#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "app/cli/console.h"
#include "core/base/json.h"
#include "core/search/search.h"

namespace oneshot::cli {

/// Shows a run on standard error: its data, its evaluations, and between them a line of progress. It observes what a
/// search reports too, which SearchPrinter shows.
class RunPrinter : public SearchObserver {
  public:
    explicit RunPrinter(Console& console) : console_(console) {}

    void onReading(const std::string& spec, std::int64_t done, std::int64_t total) override;
    void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override;
    void onNotice(const std::string& sentence) override;
    void onData(const Dataset& background, const Dataset& validation) override;
    void onDirectory(const std::filesystem::path&) override;
    void onStarted(const ValidationProtocol&, std::int64_t parameters) override;
    void onProgress(const Progress&) override;
    void onEvaluation(const ValidationPoint&) override;
    void onEarlyEvaluation(const ValidationPoint&) override;

    const Json& warnings() const { return warnings_; }  ///< of the data, for --json
    const std::vector<ValidationPoint>& earlyEvaluations() const { return early_; }

  private:
    Console& console_;
    Json warnings_ = Json::array();
    std::vector<ValidationPoint> early_;
    std::string reading_;  ///< the SPEC that counter_ counts
    ProgressFunction counter_;
};

}  // namespace oneshot::cli
