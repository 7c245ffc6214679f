#include "tests/support/recorded_training.h"

#include <QTest>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/training/presets.h"
#include "tests/support/equal_tensors.h"

namespace oneshot::test {

std::string glyphSpec(int seed, int alphabets, int characters, int drawers) {
    return "glyphs:seed=" + std::to_string(seed) + ",alphabet-count=" + std::to_string(alphabets) +
           ",characters-per-alphabet=" + std::to_string(characters) + ",drawer-count=" + std::to_string(drawers);
}

Dataset glyphs(int seed, int alphabets, int characters, int drawers) {
    return openDataset(parseDataSpec(glyphSpec(seed, alphabets, characters, drawers)));
}

TrainingConfig plainPreset(const char* preset, int steps) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = steps;
    config.threads = 1;
    config.precision = Precision::Float32;
    config.network.dropout = 0;
    config.batches.rotatedClasses = false;
    config.batches.strokeShare = 0;
    config.optimiser.averaging = 0;
    config.optimiser.warmupSteps = 0;
    config.validation.intervalSteps = 100'000;
    config.validation.withinAlphabet = false;
    return config;
}

TrainingConfig tinyPreset(const char* preset, int steps) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = steps;
    config.threads = 1;
    config.batches.pairsPerStep = 6;
    config.validation.intervalSteps = 4;
    config.validation.tasks = 20;
    config.validation.ways = 5;
    if (config.network.architecture == Architecture::Koch2015) {
        config.network.input.size = 71;
        config.network.maps = {4, 4, 4, 8};
        config.network.embedding = 16;
    } else {
        config.network.maps = {4, 4, 8, 8};
        config.network.embedding = 8;
    }
    return config;
}

void addPresetsAndPrecisions() {
    QTest::addColumn<QByteArray>("preset");
    QTest::addColumn<bool>("bfloat16");
    QTest::newRow("compact") << QByteArray("compact") << false;
    QTest::newRow("koch2015") << QByteArray("koch2015") << false;
    QTest::newRow("compact, bfloat16") << QByteArray("compact") << true;
    QTest::newRow("koch2015, bfloat16") << QByteArray("koch2015") << true;
}

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
    answers.scores = model.compare(all.rows(0, 2), {all.rows(2, 8), 3, 2});
    answers.second = model.compare(all.rows(1, 2), {all.rows(2, 8), 3, 2});
    answers.oneWay = model.compare(all.rows(0, 1), {all.rows(2, 4), 1, 2}).values[0];
    return answers;
}

}  // namespace oneshot::test
