#include "core/data/glyph_source.h"

#include <fmt/format.h>

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"

namespace oneshot {
namespace {

Catalogue glyphCatalogue(const DataSpec& spec) {
    Catalogue catalogue;
    // The seed is part of the names, since characters with equal names count as the same.
    const auto alphabetName = [&](int a) {
        return fmt::format("Glyphs {} alphabet {}", spec.seed, numbered(a, spec.alphabetCount, 2));
    };
    const auto characterName = [&](int c) { return "character" + numbered(c, spec.charactersPerAlphabet, 2); };
    for (int a = 1; a <= spec.alphabetCount; ++a) {
        Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{alphabetName(a), {}});
        for (int c = 1; c <= spec.charactersPerAlphabet; ++c) {
            Character& character = alphabet.characters.emplace_back(Character{characterName(c), {}});
            for (int drawer = 1; drawer <= spec.drawerCount; ++drawer) {
                character.drawings.push_back(static_cast<DrawingId>(catalogue.drawers.size()));
                catalogue.drawers.push_back(drawer);
            }
        }
    }
    return catalogue;
}

std::vector<Drawing> drawGlyphs(const DataSpec& spec, const std::vector<DrawingId>& ids,
                                const ProgressFunction& progress) {
    std::vector<Drawing> drawings(ids.size());
    const auto draw = [&](std::int64_t i) {
        const std::uint64_t character = ids[i] / spec.drawerCount, drawer = ids[i] % spec.drawerCount;
        const std::uint64_t alphabet = character / spec.charactersPerAlphabet;
        const std::uint64_t alphabetSeed = streamSeed(spec.seed, "glyph alphabet", alphabet);
        const std::uint64_t characterSeed =
            streamSeed(alphabetSeed, "character", character % spec.charactersPerAlphabet);
        Random pieces(alphabetSeed), shape(characterSeed), style = makeRandom(alphabetSeed, "hand", drawer),
                                                           moment = makeRandom(characterSeed, "drawing", drawer);
        drawings[i] = drawGlyph(makeGlyph(makeGlyphAlphabet(pieces), shape), makeHand(style), moment);
    };
    parallelFor(std::ssize(ids), draw, progress);
    return drawings;
}

}  // namespace

DrawingSource glyphSource(const DataSpec& spec) {
    return {DataFormat::Glyphs,
            glyphCatalogue(spec),
            [spec](const std::vector<DrawingId>& ids, const ProgressFunction& progress) {
                return ReadDrawings{drawGlyphs(spec, ids, progress)};
            },
            {},
            "CC0-1.0"};
}

}  // namespace oneshot
