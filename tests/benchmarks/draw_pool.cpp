// Drawings as recipe_lab.py reads them: each 53 x 53 bytes, ink 255, the means of 2 x 2 pixels of 105 x 105.
//     draw_pool OUT glyphs CHARACTERS [drawings=2] [alphabet=8] [PROPERTY=VALUE ...]
//     draw_pool OUT data SPEC [redrawn=0] [strength=1]
// Of glyphs every eight characters are of one alphabet, or fewer with alphabet=1; every drawing is by a hand of its
// own. A PROPERTY of the alphabet or the hand (touch, cross, repeat, closed, dot, chain, angles, turned, aspect,
// roundness, angularity, joining, overshoot, sloppiness) is fixed at its VALUE; sloppier, pens and one-hand are what
// they say. Of data each drawing is followed by so many redrawn from its strokes, and OUT.txt tells alphabet and
// drawings of each character.
#include <atomic>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <thread>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "core/drawing/glyph_drawing.h"
#include "core/drawing/glyphs.h"
#include "core/pen/stroke_distortion.h"

using namespace oneshot;

namespace {

constexpr int side = 105, half = (side + 1) / 2, block = 8;
constexpr std::size_t bytesOfDrawing = half * half;

using Options = std::map<std::string, double>;

double option(const Options& options, const char* name, double otherwise) {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
}

void fix(const Options& options, const char* name, double& value) {
    value = option(options, name, value);
}

void halve(const Image& image, std::uint8_t* out) {
    for (int y = 0; y < half; ++y)
        for (int x = 0; x < half; ++x) {
            int sum = 0, count = 0;
            for (int row = 2 * y; row < std::min(side, 2 * y + 2); ++row)
                for (int column = 2 * x; column < std::min(side, 2 * x + 2); ++column, ++count)
                    sum += image.pixels[row * side + column];
            *out++ = static_cast<std::uint8_t>((sum + count / 2) / count);
        }
}

template <typename Work>
void onAllCores(int count, Work work) {
    std::atomic<int> next{0};
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back([&] {
            for (int item = next++; item < count; item = next++) work(item);
        });
}

GlyphAlphabet alphabetOf(const Options& options, Random& random) {
    GlyphAlphabet a = makeGlyphAlphabet(random);
    for (const auto& [name, value] : {std::pair{"touch", &a.touch},
                                      {"cross", &a.cross},
                                      {"repeat", &a.repeat},
                                      {"closed", &a.closed},
                                      {"dot", &a.dot},
                                      {"chain", &a.chain},
                                      {"angles", &a.angles},
                                      {"turned", &a.turned},
                                      {"aspect", &a.aspect}})
        fix(options, name, *value);
    return a;
}

Hand handOf(const Options& options, Random& random) {
    Hand hand = makeHand(random);
    for (const auto& [name, value] : {std::pair{"roundness", &hand.roundness},
                                      {"angularity", &hand.angularity},
                                      {"joining", &hand.joining},
                                      {"overshoot", &hand.overshoot},
                                      {"sloppiness", &hand.sloppiness}})
        fix(options, name, *value);
    hand.sloppiness *= option(options, "sloppier", 1);
    if (const double spread = option(options, "pens", 0); spread > 0)
        hand.penRadius = 2.6 * std::exp(uniform(random, -spread, spread));
    return hand;
}

std::vector<std::uint8_t> glyphs(int characters, const Options& options) {
    const int drawings = static_cast<int>(option(options, "drawings", 2));
    const int alphabetSize = static_cast<int>(option(options, "alphabet", block));
    std::vector<std::uint8_t> bytes(characters / block * block * drawings * bytesOfDrawing);
    onAllCores(characters / block, [&](int which) {
        Random random = makeRandom(1, "pool", static_cast<std::uint64_t>(which));
        GlyphAlphabet alphabet;
        std::uint8_t* out = bytes.data() + which * block * drawings * bytesOfDrawing;
        for (int c = 0; c < block; ++c) {
            if (c % alphabetSize == 0) alphabet = alphabetOf(options, random);
            const Glyph glyph = makeGlyph(alphabet, random);
            Hand hand = handOf(options, random);
            for (int d = 0; d < drawings; ++d, out += bytesOfDrawing) {
                if (d > 0 && !options.contains("one-hand")) hand = handOf(options, random);
                halve(drawGlyph(glyph, hand, random).image, out);
            }
        }
    });
    return bytes;
}

std::vector<std::uint8_t> realDrawings(const Dataset& data, const Options& options, std::ofstream& table) {
    const int copies = 1 + static_cast<int>(option(options, "redrawn", 0));
    std::vector<const Drawing*> drawings;
    for (const CharacterId id : data.characters()) {
        table << id.alphabet << ' ' << data.character(id).drawings.size() << '\n';
        for (const DrawingId drawing : data.character(id).drawings) drawings.push_back(&data.drawings[drawing]);
    }
    std::vector<std::uint8_t> bytes(drawings.size() * copies * bytesOfDrawing);
    onAllCores(static_cast<int>(drawings.size()), [&](int i) {
        Random random = makeRandom(1, "redrawn", static_cast<std::uint64_t>(i));
        std::uint8_t* out = bytes.data() + i * copies * bytesOfDrawing;
        halve(drawings[i]->image, out);
        for (int copy = 1; copy < copies; ++copy)
            halve(distortStrokes(*drawings[i], option(options, "strength", 1), random).image, out += bytesOfDrawing);
    });
    return bytes;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc < 4) throw Error(ErrorCode::InvalidSetting, "arguments", "draw_pool OUT glyphs|data WHAT [KEY=VALUE]");
        const std::string out = argv[1];
        Options options;
        for (int i = 4; i < argc; ++i) {
            const std::string text = argv[i];
            options[text.substr(0, text.find('='))] = std::stod(text.substr(text.find('=') + 1));
        }
        std::vector<std::uint8_t> bytes;
        if (argv[2] == std::string("glyphs")) {
            bytes = glyphs(std::stoi(argv[3]), options);
        } else {
            std::ofstream table(out + ".txt");
            bytes = realDrawings(openDataset(parseDataSpec(argv[3])), options, table);
        }
        std::ofstream(out, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
