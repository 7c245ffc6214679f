#include "core/data/glyph_source.h"

#include <iomanip>
#include <sstream>

#include "core/base/parallel.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"

namespace oneshot {
namespace {

/// "character07": the number with as many digits as `count` has, two at least, so that names sort as numbers.
std::string numbered(const std::string& name, int number, int count) {
    std::ostringstream text;
    text << name << std::setw(std::max<int>(2, static_cast<int>(std::to_string(count).size()))) << std::setfill('0')
         << number;
    return text.str();
}

Catalogue glyphCatalogue(const DataSpec& spec) {
    Catalogue catalogue;
    // The seed is part of the names: characters of equal names count as the same ones.
    const std::string name = "Glyphs " + std::to_string(spec.seed) + " alphabet ";
    for (int a = 1; a <= spec.alphabetCount; ++a) {
        Alphabet& alphabet = catalogue.alphabets.emplace_back(Alphabet{numbered(name, a, spec.alphabetCount), {}});
        for (int c = 1; c <= spec.charactersPerAlphabet; ++c) {
            Character& character =
                alphabet.characters.emplace_back(Character{numbered("character", c, spec.charactersPerAlphabet), {}});
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
