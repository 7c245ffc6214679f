#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace oneshot::test {

/// Whether two answers to a task are the same up to rounding, which depends on threads and on the tasks beside it.
inline bool areNear(const std::vector<float>& some, const std::vector<float>& others) {
    return std::ranges::equal(some, others, [](float a, float b) {
        return std::abs(a - b) <= 1e-4F * (1 + std::max(std::abs(a), std::abs(b)));
    });
}

}  // namespace oneshot::test
