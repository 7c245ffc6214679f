#include "ui/session/learn/lesson_glyphs.h"

#include "core/data/open_dataset.h"

namespace oneshot::session {

Dataset lessonGlyphs(std::uint64_t seed, const std::stop_token& stop) {
    constexpr std::uint64_t firstSeed = 10'000;  // far from those that people number their data by
    DataSpec spec;
    spec.path = "glyphs";
    spec.seed = firstSeed + seed;
    spec.alphabetCount = 1;
    spec.charactersPerAlphabet = 24;
    spec.drawerCount = 2;
    return openDataset(spec, {}, stop);
}

}  // namespace oneshot::session
