#pragma once

#include <functional>
#include <nlohmann/json.hpp>

#include "app/cli/console.h"
#include "core/base/json.h"
#include "core/runs/run.h"

namespace oneshot::cli {

/// Tells a run on standard error: its data, its evaluations, and between them a line of progress.
class RunPrinter : public RunObserver {
  public:
    RunPrinter(Console& console, const Interrupt& interrupt) : console_(console), interrupt_(interrupt) {}

    void onReading(const std::string& spec, std::int64_t done, std::int64_t total) override;
    void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override;
    void onNotice(const std::string& sentence) override;
    void onData(const Dataset& background, const Dataset& validation) override;
    void onDirectory(const std::filesystem::path&) override;
    void onStarted(const ValidationProtocol&, std::int64_t parameters) override;
    void onProgress(const Progress&) override;
    void onEvaluation(const ValidationPoint&) override;

    const Json& warnings() const { return warnings_; }  ///< of the data, for --json

    /// Does `work`, a run that this prints; throws Interrupted where it is interrupted with nothing to save yet.
    RunResult watch(const std::function<RunResult()>& work) const;

  private:
    Console& console_;
    const Interrupt& interrupt_;
    Json warnings_ = Json::array();
    bool hasDirectory_ = false;  ///< from then on an interrupted run is saved
    std::string reading_;        ///< the SPEC that counter_ counts
    std::function<void(std::int64_t, std::int64_t)> counter_;
};

}  // namespace oneshot::cli
