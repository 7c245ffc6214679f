#include "core/drawing/glyphs.h"

#include <algorithm>
#include <numbers>
#include <span>

namespace oneshot {
namespace {

constexpr double pi = std::numbers::pi;

bool happens(Random& random, double probability) {
    return uniform(random) < probability;
}

int weighted(Random& random, std::span<const double> weights) {
    double left = uniform(random);
    double total = 0;
    for (const double weight : weights) total += weight;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if ((left -= weights[i] / total) < 0) return static_cast<int>(i);
    return static_cast<int>(weights.size()) - 1;
}

/// What the pieces of an alphabet have in common.
struct Taste {
    double round;    ///< probability that a piece is bent
    double angled;   ///< probability that a bent piece has corners instead
    double upright;  ///< probability that a line goes straight down, across or diagonally
    double size;     ///< length of a usual piece
};

/// A direction: down, across or diagonal in alphabets that keep to these, else any.
double heading(const Taste& taste, Random& random) {
    if (!happens(random, taste.upright)) return uniform(random, 0, 2 * pi);
    constexpr std::array<double, 8> headings{0.5, 0.5,  0.5,  0,
                                             0,   0.25, 0.75, 1};  // times pi; writing goes down and forwards
    return pi * headings[below(random, static_cast<int>(headings.size()))] + normal(random, 0, 0.06);
}

/// A walk from (0, 0) that turns between its steps, one more than there are turns.
GlyphPath walk(double direction, double step, const std::vector<double>& turns, bool corners) {
    GlyphPath path{{{0, 0}, false}};
    for (std::size_t i = 0; i <= turns.size(); ++i) {
        path.back().corner = corners;
        path.push_back({path.back().at + GlyphPoint{std::cos(direction), std::sin(direction)} * step, false});
        if (i < turns.size()) direction += turns[i];
    }
    return path;
}

GlyphPath makePiece(const Taste& taste, Random& random) {
    const double direction = heading(taste, random), sense = happens(random, 0.5) ? 1 : -1;
    const double size = taste.size * std::exp(normal(random, 0, 0.35));
    if (!happens(random, taste.round)) {
        if (happens(random, 0.65)) return walk(direction, size, {}, false);  // a line
        std::vector<double> turns{sense * (happens(random, 0.6) ? pi / 2 : uniform(random, 0.6, 2.6))};
        if (happens(random, 0.3)) turns.push_back(turns[0] * (happens(random, 0.5) ? 1 : -1));  // a cup or a zigzag
        return walk(direction, size / std::sqrt(static_cast<double>(turns.size()) + 0.5), turns, true);
    }
    const bool corners = happens(random, taste.angled);
    switch (below(random, 5)) {
        case 0: {  // an arc
            const double sweep = sense * uniform(random, 0.8, 3.6);
            return walk(direction - sweep / 2, size / 2.6, std::vector<double>(3, sweep / 3), corners);
        }
        case 1: {  // a line with a hook
            const double bend = sense * uniform(random, 1.2, 3.0);
            GlyphPath path = walk(direction, size * 0.4, {0.0, bend * 0.5, bend * 0.5}, corners);
            if (happens(random, 0.5)) std::reverse(path.begin(), path.end());
            const GlyphPoint start = path.front().at;
            for (GlyphNode& node : path) node.at = node.at - start;
            return path;
        }
        case 2: {  // a wave
            const double bend = sense * uniform(random, 0.9, 1.9);
            return walk(direction - bend / 2, size * 0.36, {bend, -bend, -bend, bend}, corners);
        }
        case 3: {  // a loop, closed or nearly
            const double sweep = sense * uniform(random, 5.0, 6.6);
            return walk(direction, size * uniform(random, 0.22, 0.42), std::vector<double>(6, sweep / 6), false);
        }
        default: {  // an irregular bend
            std::vector<double> turns;
            const double wiggle = uniform(random, 0.3, 1.1), bend = normal(random, 0, 0.5);
            for (int i = 0; i < 3 + below(random, 2); ++i) turns.push_back(normal(random, bend, wiggle));
            return walk(direction, size * 0.38, turns, corners);
        }
    }
}

/// The piece in one of its eight orientations.
GlyphPath turned(GlyphPath path, int orientation) {
    for (GlyphNode& node : path) {
        if (orientation & 1) node.at.x = -node.at.x;
        if (orientation & 2) node.at.y = -node.at.y;
        if (orientation & 4) std::swap(node.at.x, node.at.y);
    }
    return path;
}

GlyphBox boxOf(const GlyphPath& path) {
    GlyphBox box;
    for (const GlyphNode& node : path) box.add(node.at);
    return box;
}

/// The fraction of the line that runs along itself or along what is already drawn, 0..1; a writer avoids it.
double crowding(const GlyphLine& line, const GlyphLine& drawn) {
    constexpr double close = 0.17;    // about the pen's width
    constexpr std::size_t aside = 9;  // points of a line nearer than this are close by nature
    const auto touches = [&](GlyphPoint a, GlyphPoint b) {
        return std::abs(a.x - b.x) < close && std::abs(a.y - b.y) < close;
    };
    std::size_t crowded = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        bool near = false;
        for (std::size_t j = 0; j + aside < i && !near; ++j) near = touches(line[i], line[j]);
        for (std::size_t j = 0; j < drawn.size() && !near; ++j) near = touches(line[i], drawn[j]);
        crowded += near;
    }
    return static_cast<double>(crowded) / static_cast<double>(line.size());
}

/// A stroke: one piece, or several that follow one another.
GlyphPath makePath(const GlyphAlphabet& alphabet, Random& random) {
    const auto piece = [&] {
        const auto& chosen = alphabet.pieces[below(random, static_cast<int>(alphabet.pieces.size()))];
        return happens(random, alphabet.turned) ? turned(chosen, 1 + below(random, 7)) : chosen;
    };
    GlyphPath path = piece();
    int pieces = 1;
    for (; pieces < 5 && happens(random, alphabet.chain); ++pieces) {
        GlyphPath best;
        double bestCost = 1e9;
        for (int attempt = 0; attempt < 3; ++attempt) {  // takes the smallest and clearest of three continuations
            GlyphPath next = piece();
            GlyphPath longer = path;
            longer.back().corner = happens(random, alphabet.angles);
            for (std::size_t i = 1; i < next.size(); ++i)
                longer.push_back({path.back().at + next[i].at, next[i].corner});
            const GlyphBox box = boxOf(longer);
            const double cost =
                std::max(box.width() / alphabet.aspect, box.height()) / 2 + 3 * crowding(trace(longer), {});
            if (cost < bestCost) bestCost = cost, best = std::move(longer);
        }
        path = std::move(best);
    }
    if (pieces > 1 && happens(random, alphabet.closed)) path.push_back({path.front().at, false});
    return path;
}

void moveBy(GlyphPath& path, GlyphPoint shift) {
    for (GlyphNode& node : path) node.at = node.at + shift;
}

/// One of nine places in the box of a character: free strokes of an alphabet line up.
GlyphPoint anchor(const GlyphAlphabet& alphabet, Random& random) {
    return {(below(random, 3) - 1) * 0.6 * alphabet.aspect, (below(random, 3) - 1) * 0.6};
}

/// The next stroke of the character: an earlier one again, a dot, or a new one that may touch an earlier one.
Glyph::Stroke makeStroke(const GlyphAlphabet& alphabet, const Glyph& glyph, bool last, Random& random) {
    const int count = static_cast<int>(glyph.strokes.size());
    const int earlier = count > 0 ? below(random, count) : -1;
    Glyph::Stroke stroke;
    if (count > 0 && happens(random, alphabet.repeat)) {
        stroke.path = glyph.strokes[earlier].path;
        const GlyphBox box = boxOf(stroke.path);
        if (happens(random, 0.3))  // its mirror image
            for (GlyphNode& node : stroke.path) node.at.x = 2 * box.centre().x - node.at.x;
        const double aside = uniform(random, 0.35, 0.9) * (happens(random, 0.8) ? 1 : -1);
        moveBy(stroke.path, box.width() > box.height() ? GlyphPoint{0, aside} : GlyphPoint{aside, 0});
        return stroke;
    }
    if (count > 0 && last && happens(random, alphabet.dot)) {
        stroke.path = {{{0, 0}, false}, {{uniform(random, -0.06, 0.06), 0.08}, false}};
        moveBy(stroke.path, anchor(alphabet, random) * 1.3);
        return stroke;
    }
    stroke.path = makePath(alphabet, random);
    if (count > 0 && happens(random, alphabet.touch)) {
        stroke.parent = earlier;
        const bool crosses = happens(random, alphabet.cross);
        const double u = uniform(random);
        stroke.along = crosses ? uniform(random, 0.2, 0.8) : u < 0.25 ? 0 : u < 0.5 ? 1 : uniform(random, 0.1, 0.9);
        stroke.own = crosses ? uniform(random, 0.25, 0.75) : happens(random, 0.8) ? 0 : 1;
        moveBy(stroke.path, pointAlong(trace(glyph.strokes[earlier].path), stroke.along) -
                                pointAlong(trace(stroke.path), stroke.own));
        return stroke;
    }
    moveBy(stroke.path, anchor(alphabet, random) * (count > 0 ? 1.0 : 0.3) - boxOf(stroke.path).centre());
    return stroke;
}

/// Centres the character and scales it to its box. A small character stays small.
void fit(Glyph& glyph, double aspect) {
    GlyphBox box;
    for (const auto& stroke : glyph.strokes) box.add(trace(stroke.path));
    const double half =
        std::max({box.width() / std::max(1.0, aspect), box.height() / std::max(1.0, 1 / aspect), 1e-3}) / 2;
    const double scale = half < 0.35 ? 0.5 / std::max(half, 0.1) : 1 / half;
    for (auto& stroke : glyph.strokes)
        for (GlyphNode& node : stroke.path) node.at = (node.at - box.centre()) * scale;
}

}  // namespace

GlyphAlphabet makeGlyphAlphabet(Random& random) {
    GlyphAlphabet alphabet;
    const double cursive = uniform(random);  // 0: strokes are single lines; 1: they wind on
    Taste taste{};
    taste.round = std::clamp(uniform(random, -0.3, 1.1), 0.0, 1.0);
    taste.angled = happens(random, 0.3) ? uniform(random, 0.2, 1.0) : 0.1;
    taste.upright = happens(random, 0.5) ? uniform(random, 0.9, 1.0) : uniform(random, 0.3, 0.9);
    taste.size = uniform(random, 0.8, 1.3);
    const int pieces = 4 + below(random, 7);
    for (int i = 0; i < pieces; ++i) alphabet.pieces.push_back(makePiece(taste, random));

    const double strokes = 0.8 + 2.4 * (1 - cursive) * uniform(random, 0.5, 1.2) + uniform(random, 0, 0.6);
    for (int i = 0; i < 6; ++i) {
        const double away = (i + 1 - strokes) / 0.9;
        alphabet.strokeCounts[i] = std::exp(-away * away / 2) + 0.01;
    }
    alphabet.chain = 0.05 + 0.5 * cursive;
    alphabet.angles = happens(random, 0.5) ? uniform(random, 0, 0.5) : uniform(random, 0.5, 1);
    alphabet.turned = happens(random, 0.5) ? uniform(random, 0, 0.5) : 0;
    alphabet.touch = uniform(random, 0.65, 1.0);
    alphabet.cross = uniform(random, 0, 0.4);
    alphabet.repeat = uniform(random, 0, 0.35);
    alphabet.closed = uniform(random, 0, 0.35);
    alphabet.dot = happens(random, 0.4) ? uniform(random, 0.05, 0.35) : 0.02;
    alphabet.aspect = std::exp(normal(random, -0.08, 0.2));
    return alphabet;
}

Glyph makeGlyph(const GlyphAlphabet& alphabet, Random& random) {
    Glyph glyph;
    GlyphLine drawn;
    constexpr std::size_t minPoints = 24;  // a character of fewer points resembles others of its alphabet
    const int count = 1 + weighted(random, alphabet.strokeCounts);
    for (int s = 0; s < count || (s < 3 && drawn.size() < minPoints); ++s) {
        Glyph::Stroke best;
        GlyphLine bestLine;
        double bestCost = 1e9;
        for (int attempt = 0; attempt < 3; ++attempt) {
            Glyph::Stroke stroke = makeStroke(alphabet, glyph, s + 1 == count, random);
            GlyphLine line = trace(stroke.path);
            GlyphBox box;
            box.add(drawn);
            box.add(line);
            // Strokes that join or cross are close to others for a moment.
            const double cost = std::max(0.0, crowding(line, drawn) - 0.15) +
                                0.3 * std::max(box.width() / alphabet.aspect, box.height());
            if (cost < bestCost) bestCost = cost, best = std::move(stroke), bestLine = std::move(line);
        }
        drawn.insert(drawn.end(), bestLine.begin(), bestLine.end());
        glyph.strokes.push_back(std::move(best));
    }
    fit(glyph, alphabet.aspect);
    return glyph;
}

Hand makeHand(Random& random) {
    Hand hand;
    hand.slant = normal(random, 0, 0.10);
    hand.turn = normal(random, 0, 0.05);
    hand.size = std::exp(normal(random, 0, 0.13));
    hand.aspect = std::exp(normal(random, 0, 0.13));
    hand.roundness = happens(random, 0.3) ? uniform(random, 0.1, 0.8) : 0.03;
    hand.angularity = happens(random, 0.2) ? uniform(random, 0.1, 0.5) : 0.01;
    hand.penRadius = uniform(random, 2.5, 2.9);
    hand.sloppiness = 0.9 * std::exp(normal(random, 0, 0.35));
    if (happens(random, 0.06)) hand.sloppiness *= 1.8;  // a few drawers are careless
    hand.joining = happens(random, 0.25) ? uniform(random, 0.1, 0.6) : 0.02;
    hand.overshoot = uniform(random, 0.01, 0.05);
    hand.backwards = uniform(random, 0, 0.25);
    return hand;
}

}  // namespace oneshot
