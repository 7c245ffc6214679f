#include "tests/support/made_up_run.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/runs/metric_log.h"
#include "core/runs/run_evaluations.h"
#include "core/training/presets.h"

namespace oneshot::test {
namespace fs = std::filesystem;
namespace {

constexpr std::array presetNames{"compact", "koch2015", "bouma2017"};
constexpr std::array dataNames{"/data/omniglot/images_background.zip", "/data/omniglot/images_background_small1.zip",
                               "glyphs:seed=3,alphabet-count=20"};
constexpr int evaluationTasks = 400, stepsBetween = 20;

/// Rises from chance with the steps, to another height for each number.
Accuracy accuracyAt(int number, int step, int steps) {
    const double height = 0.55 + 0.4 * (number * 37 % 100) / 100;
    return {static_cast<int>(evaluationTasks * (0.05 + (height - 0.05) * (1 - std::exp(-4.0 * step / steps)))),
            evaluationTasks};
}

}  // namespace

RunRecord madeUpRecord(int number) {
    RunRecord record;
    record.config = presetNamed(presetNames[number % presetNames.size()]).config;
    record.config.seed = static_cast<std::uint64_t>(number);
    record.config.length.steps = 0;
    record.config.optimiser.layerRates.clear();  // one rate for all layers
    record.config.optimiser.learningRate *= 1 + number % 5;
    record.data.background = {dataNames[number / 3 % dataNames.size()], std::string(64, '0')};
    record.data.validation = {"glyphs:seed=2,alphabet-count=10", std::string(64, '0')};
    record.state = number % 11 == 3 ? RunState::Failed : number % 7 == 4 ? RunState::Stopped : RunState::Completed;
    if (record.state == RunState::Failed) record.failure = "the loss is no longer a number. Lower the learning rate.";
    char started[32];
    std::snprintf(started, sizeof started, "2026-%02d-%02dT%02d:%02d:00Z", 1 + number / 28 % 12, 1 + number % 28,
                  number * 7 % 24, number * 13 % 60);
    record.startedUtc = started;
    record.step = 200;
    record.plans = {{0, 200}};
    record.images = record.step * 256;
    record.seconds = 100 + number * 17 % 400;
    record.parameters = 124'000;
    record.protocol = ValidationProtocol{20, 1, evaluationTasks, true, number % 9 == 8, 0, {110, evaluationTasks}, {}};
    return record;
}

fs::path writeMadeUpRun(const fs::path& runsFolder, int number, int steps) {
    RunRecord record = madeUpRecord(number);
    record.step = steps;
    record.images = steps * std::int64_t{256};
    record.plans = {{0, steps}};
    std::string folder = record.startedUtc.substr(0, 10) + '_' + record.startedUtc.substr(11, 2) +
                         record.startedUtc.substr(14, 2) + '_' + record.config.preset;
    char suffix[8];
    std::snprintf(suffix, sizeof suffix, "_%04x", static_cast<unsigned>(number));
    const fs::path directory = runsFolder / (folder + suffix);
    fs::create_directories(directory / "checkpoints");
    MetricLog log(directory / "metrics.csv", {});
    for (int step = 1; step <= steps; ++step) {
        const double seconds = record.seconds * step / steps;
        const std::int64_t images = std::int64_t{256} * step;
        const double wobble = 0.3 * std::sin(step * 12.9898 + number);
        log.append({step, seconds, images, "loss", std::max(0.02, 3 * std::exp(-3.0 * step / steps) + wobble)});
        log.append({step, seconds, images, "learning_rate",
                    record.config.optimiser.learningRate * (1.0 - 0.9 * step / steps)});
        if (step % stepsBetween != 0) continue;
        const Accuracy accuracy = accuracyAt(number, step, steps);
        const Interval interval = accuracy.confidence95();
        log.append({step, seconds, images, "accuracy_percent", accuracy.percent()});
        log.append({step, seconds, images, "accuracy_low_percent", interval.low});
        log.append({step, seconds, images, "accuracy_high_percent", interval.high});
        record.last = ValidationPoint{step, images, seconds, accuracy, true, {}};
        record.best = record.last;
    }
    log.flush();
    writeRunRecord(directory, record);
    if (number % 2 == 0)
        recordEvaluation(directory, {{"model", record.config.preset},
                                     {"step", steps},
                                     {"lake", "/data/omniglot/all_runs.zip"},
                                     {"trials", 400},
                                     {"error_percent", 3.0 + number % 40},
                                     {"confidence95", {2.0 + number % 40, 4.5 + number % 40}},
                                     {"method", runMeanMethod},
                                     {"seen_characters", 0},
                                     {"views", 0},
                                     {"rerank", 0}});
    return directory;
}

}  // namespace oneshot::test
