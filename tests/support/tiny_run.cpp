#include "tests/support/tiny_run.h"

#include <algorithm>

#include "core/training/presets.h"

namespace oneshot::test {

RunRequest tinyRun(const std::filesystem::path& directory, int steps) {
    RunRequest request;
    request.config.length.steps = steps;
    request.config.seed = 5;
    request.config.threads = 1;
    request.config.batches.pairsPerStep = 6;
    request.config.network.maps = {4, 4, 8, 8};
    request.config.network.embedding = 8;
    request.config.validation.intervalSteps = 4;
    request.config.validation.tasks = 10;
    request.config.validation.ways = 3;
    request.background = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    request.validation = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    request.directory = directory;
    return request;
}

TrainingConfig tinyMemory(const char* preset, int steps) {
    TrainingConfig config = presetNamed(preset).config;
    config.length.steps = steps;
    config.threads = 1;
    config.network.input.size = 8;
    config.network.embedding = 64;
    config.network.controller = 16;
    config.network.memorySlots = 12;
    config.network.memoryWidth = 8;
    config.network.readHeads = 2;
    config.batches.ways = 3;
    config.batches.presentations = 4;
    config.batches.episodesPerStep = 2;
    config.validation.intervalSteps = 100'000;
    config.validation.tasks = 20;
    config.validation.ways = std::min(config.validation.ways, 5);
    config.validation.withinAlphabet = false;
    return config;
}

RunRequest tinyMemoryRun(const std::filesystem::path& directory, int steps) {
    RunRequest request = tinyRun(directory);
    request.config = tinyMemory("mann", steps);
    request.config.validation.intervalSteps = 2;
    return request;
}

RunResult train(const RunRequest& request) {
    RunObserver silent;
    PauseToken pause;
    return startRun(request, silent, {}, pause);
}

RunResult resume(const std::filesystem::path& run) {
    RunObserver silent;
    PauseToken pause;
    return resumeRun(run, {}, silent, {}, pause);
}

std::vector<std::string> noticesOfResume(const std::filesystem::path& run) {
    struct : RunObserver {
        std::vector<std::string> sentences;
        void onNotice(const std::string& sentence) override { sentences.push_back(sentence); }
    } notices;
    PauseToken pause;
    resumeRun(run, {}, notices, {}, pause);
    return notices.sentences;
}

}  // namespace oneshot::test
