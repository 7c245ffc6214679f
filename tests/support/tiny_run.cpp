#include "tests/support/tiny_run.h"

namespace oneshot::test {

RunRequest tinyRun(const std::filesystem::path& directory, int steps) {
    RunRequest request;
    request.config.steps = steps;
    request.config.seed = 5;
    request.config.threads = 1;
    request.config.pairsPerStep = 6;
    request.config.network.maps = {4, 4, 8, 8};
    request.config.network.embedding = 8;
    request.config.evaluateEvery = 4;
    request.config.evaluationTasks = 10;
    request.config.evaluationWays = 3;
    request.background = "glyphs:alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    request.validation = "glyphs:seed=2,alphabet-count=2,characters-per-alphabet=6,drawer-count=4";
    request.directory = directory;
    return request;
}

RunResult train(const RunRequest& request) {
    RunObserver silent;
    PauseToken pause;
    return startRun(request, silent, {}, pause);
}

RunResult trainAgain(const RepeatedRun& run) {
    RunObserver silent;
    PauseToken pause;
    return startAgain(run, silent, {}, pause);
}

}  // namespace oneshot::test
