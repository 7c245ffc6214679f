#include "core/base/random.h"

#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <numeric>
#include <utility>

namespace oneshot {
namespace {

/// SplitMix64's finaliser (Steele, Lea, Flood 2014): spreads every input bit over the output.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

std::uint64_t streamSeed(std::uint64_t masterSeed, std::string_view stream, std::uint64_t step) {
    std::uint64_t hash = mix(masterSeed);
    for (const char c : stream) hash = mix(hash ^ static_cast<unsigned char>(c));
    return mix(hash ^ mix(step));
}

Random makeRandom(std::uint64_t masterSeed, std::string_view stream, std::uint64_t step) {
    return Random(streamSeed(masterSeed, stream, step));
}

// Boost's distributions, unlike the standard library's, give the same values with every compiler.
double uniform(Random& random, double low, double high) {
    return boost::random::uniform_real_distribution<double>(low, high)(random);
}

double normal(Random& random, double mean, double deviation) {
    return boost::random::normal_distribution<double>(mean, deviation)(random);
}

int below(Random& random, int limit) {
    return boost::random::uniform_int_distribution<int>(0, limit - 1)(random);
}

std::vector<int> sample(Random& random, int limit, int count) {
    std::vector<int> all(limit);
    std::iota(all.begin(), all.end(), 0);
    for (int i = 0; i < count; ++i) std::swap(all[i], all[i + below(random, limit - i)]);
    all.resize(count);
    return all;
}

}  // namespace oneshot
