#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace oneshot {

/// The engine's generator: exactly specified by the C++ standard, so the same numbers on every machine.
using Random = std::mt19937_64;

/// The 64-bit seed of (master seed, stream name, step). Streams are independent; nothing needs to be saved to resume.
std::uint64_t streamSeed(std::uint64_t masterSeed, std::string_view stream, std::uint64_t step = 0);

/// A generator that depends on (master seed, stream name, step) alone.
Random makeRandom(std::uint64_t masterSeed, std::string_view stream, std::uint64_t step = 0);

double uniform(Random&, double low = 0.0, double high = 1.0);  ///< in [low, high)
double normal(Random&, double mean = 0.0, double deviation = 1.0);
int below(Random&, int limit);  ///< an integer in 0..limit-1; limit > 0

/// `count` different integers of 0..limit-1 in random order; count <= limit.
std::vector<int> sample(Random&, int limit, int count);

template <typename T>
void shuffle(Random& random, std::vector<T>& items) {
    for (int i = static_cast<int>(items.size()) - 1; i > 0; --i) std::swap(items[i], items[below(random, i + 1)]);
}

}  // namespace oneshot
