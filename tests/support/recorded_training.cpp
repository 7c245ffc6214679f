#include "tests/support/recorded_training.h"

#include "tests/support/equal_tensors.h"

namespace oneshot::test {

TrainingResult run(const TrainingConfig& config, const Dataset& background, const Dataset& validation, Record& record,
                   const TrainingStart& start) {
    PauseToken pause;
    return train(config, background, validation, record, {}, pause, start);
}

TrainingResult run(const TrainingConfig& config, const Dataset& background, const Dataset& validation) {
    Record record;
    return run(config, background, validation, record);
}

std::vector<std::int64_t> stopsThatShow(const TrainingConfig& config, const Dataset& background,
                                        const Dataset& validation, const std::vector<std::int64_t>& stops) {
    Record whole;
    run(config, background, validation, whole);
    std::vector<std::int64_t> shown;
    for (const std::int64_t stopAt : stops) {
        Record first, second;
        TrainingStart start;
        start.stopAt = stopAt;
        run(config, background, validation, first, start);
        run(config, background, validation, second, {&first.state, {{0, config.steps}}, 1.0, {}});
        if (!equal(whole.state, second.state)) shown.push_back(stopAt);
    }
    return shown;
}

}  // namespace oneshot::test
