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
        run(config, background, validation, second, {&first.state, {{0, config.length.steps}}, 1.0, {}});
        if (!equal(whole.state, second.state)) shown.push_back(stopAt);
    }
    return shown;
}

SmallAnswers answersOf(const OneShotModel& model, const Dataset& data, int apart) {
    DrawingBatch drawings;
    for (int i = 0; i < 8; ++i) drawings.push_back(&data.drawings[apart * i]);
    SmallAnswers answers;
    const Embeddings& all = answers.drawings = model.embed(model.prepare(drawings));
    const auto rows = [&](int from, int to) {
        return Embeddings{{all.values.begin() + from * all.dimension, all.values.begin() + to * all.dimension},
                          to - from,
                          all.dimension};
    };
    answers.scores = model.compare(rows(0, 2), {rows(2, 8), 3, 2});
    answers.second = model.compare(rows(1, 2), {rows(2, 8), 3, 2});
    answers.oneWay = model.compare(rows(0, 1), {rows(2, 4), 1, 2}).values[0];
    return answers;
}

}  // namespace oneshot::test
