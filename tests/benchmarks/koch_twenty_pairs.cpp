// The full network of Koch et al. 2015 (38,951,745 parameters) learns 20 pairs by heart.
//     koch_twenty_pairs [STEPS=100]
// Prints the cross-entropy as it falls, and the time of a step.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/training/batch_source.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "tests/benchmarks/launched.h"

using namespace oneshot;

namespace {

struct Printer : TrainingObserver {
    void onProgress(const Progress& p) override {
        if (p.step == 1 || p.step % 10 == 0)
            std::printf("step %4lld  %6.1f s  cross-entropy %.5f  L2 %.3f\n", static_cast<long long>(p.step), p.seconds,
                        p.loss, p.penalty);
        std::fflush(stdout);
    }
};

}  // namespace

int main(int argc, char** argv) {
    startAsLaunched(argv);
    configureProcess();
    TrainingConfig config = presetNamed("koch2015").config;
    config.length.steps = argc > 1 ? std::atoi(argv[1]) : 100;
    config.batches.trainingPairs = config.batches.pairsPerStep = 20;
    config.distortion = {DistortionLaw::Uniform, 0, 0, 0, 0, 0};
    config.optimiser.rule = OptimiserRule::Adam;  // 100 steps are few for the paper's own
    config.optimiser.layerRates = config.optimiser.layerMomentum = config.loss.layerL2 = {};
    config.optimiser.learningRate = 6e-5;
    config.validation.intervalSteps = 1'000'000;
    config.validation.tasks = 1;
    const Dataset background =
        openDataset(parseDataSpec("glyphs:alphabet-count=2,characters-per-alphabet=8,drawer-count=4"));

    Printer printer;
    PauseToken pause;
    const TrainingResult result = train(config, background, {}, printer, {}, pause);
    int right = 0;
    double crossEntropy = 0;
    for (const Pair& pair : fixedPairs(config, background)) {
        const auto embedded = [&](DrawingId id) {
            return result.model->embed(result.model->prepare({&background.drawings[id]}));
        };
        const double logit = result.model->compare(embedded(pair.first), {embedded(pair.second), 1, 1}).values[0];
        right += pair.same ? logit > 0 : logit < 0;
        crossEntropy += std::log1p(std::exp(pair.same ? -logit : logit)) / 20;
    }
    std::printf("%s, %d threads, seed %llu, %lld parameters\n", computeDescription().c_str(), hardwareThreads(),
                static_cast<unsigned long long>(config.seed), static_cast<long long>(result.parameters));
    std::printf("%d of 20 right, cross-entropy %.5f after %lld steps; %.2f s a step of 40 images\n", right,
                crossEntropy, static_cast<long long>(result.steps), result.seconds / static_cast<double>(result.steps));
    return right == 20 ? 0 : 1;
}
