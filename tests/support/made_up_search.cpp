#include "tests/support/made_up_search.h"

#include "core/training/presets.h"

namespace oneshot::test {

Search madeUpSearch(int trials) {
    Search search;
    search.config = presetNamed("compact").config;
    search.config.length.steps = 80;
    search.data = {{"glyphs:seed=1", std::string(64, 'a')}, {"glyphs:seed=2", std::string(64, 'a')}};
    search.ranges = {
        {"learning_rate", 1e-5, 1, true}, {"logit_scale", 1, 100, true}, {"pairs_per_step", 16, 256, false}};
    search.trialCount = 14;
    search.startedUtc = "2026-11-26T09:30:00Z";
    const double values[][3] = {{0.00316228, 10, 136},      {0.146780, 10, 136},        {6.81292e-05, 10, 136},
                                {0.00316228, 46.4159, 136}, {0.00316228, 2.15443, 136}, {0.00316228, 10, 216},
                                {0.00316228, 10, 56},       {0.0113646, 46.4159, 136},  {0.000879923, 46.4159, 136},
                                {0.00316228, 77.4264, 136}, {0.00316228, 27.8256, 216}, {0.0113646, 27.8256, 216}};
    const int right[] = {231, 0, 96, 268, 151, 240, 214, 244, 221, 262, 287, 0};
    for (int i = 0; i < trials; ++i) {
        SearchTrial trial;
        trial.number = i + 1;
        trial.values.assign(values[i], values[i] + 3);
        trial.state = i == 11          ? TrialState::Running
                      : i == 1         ? TrialState::Failed
                      : right[i] < 160 ? TrialState::Hopeless
                                       : TrialState::Completed;
        if (trial.state == TrialState::Failed)
            trial.failure = "loss: the loss or a weight is not finite after step 31.";
        if (right[i] > 0) trial.accuracy = {right[i], 400};
        if (trial.ended()) {
            trial.steps = trial.state == TrialState::Completed ? 80 : 30;
            trial.bestStep = trial.accuracy ? trial.steps - 10 : 0;
            trial.seconds = 0.4 * static_cast<double>(trial.steps);
        }
        search.trials.push_back(trial);
    }
    return search;
}

}  // namespace oneshot::test
