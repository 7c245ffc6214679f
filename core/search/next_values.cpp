#include "core/search/next_values.h"

#include <nlopt.h>

#include <map>
#include <memory>
#include <new>

namespace oneshot {
namespace {

constexpr int maxQuestions = 20'000;  // whole numbers are asked for again and again before they are all tried

/// Answers the questions of the optimiser, up to the first one without an answer.
struct Interview {
    std::span<const SearchRange> ranges;
    std::map<std::vector<double>, double> known;  ///< accuracies by values
    std::optional<std::vector<double>> open;
    nlopt_opt optimiser = nullptr;

    double answer(std::span<const double> position) {
        std::vector<double> values;
        for (std::size_t i = 0; i < ranges.size(); ++i) values.push_back(valueAt(ranges[i], position[i]));
        if (const auto found = known.find(values); found != known.end() && !open) return found->second;
        if (!open) open = std::move(values);
        nlopt_force_stop(optimiser);
        return 0;
    }
};

double ask(unsigned count, const double* position, double* /*gradient*/, void* interview) {
    return static_cast<Interview*>(interview)->answer({position, count});
}

}  // namespace

std::optional<std::vector<double>> nextValues(std::span<const SearchRange> ranges, std::span<const TriedValues> tried) {
    const auto count = static_cast<unsigned>(ranges.size());
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(nlopt_create(NLOPT_GN_DIRECT_L, count),
                                                                      nlopt_destroy);
    if (!optimiser) throw std::bad_alloc();
    Interview interview{ranges, {}, {}, optimiser.get()};
    for (const TriedValues& each : tried) interview.known[each.values] = each.accuracyPercent;
    nlopt_set_lower_bounds1(optimiser.get(), 0);
    nlopt_set_upper_bounds1(optimiser.get(), 1);
    nlopt_set_maxeval(optimiser.get(), maxQuestions);
    nlopt_set_max_objective(optimiser.get(), ask, &interview);
    std::vector<double> position(ranges.size(), 0.5);
    double best = 0;
    nlopt_optimize(optimiser.get(), position.data(), &best);
    return interview.open;
}

}  // namespace oneshot
