#include "core/drawing/sketch.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/drawing/lines.h"

namespace oneshot {
namespace {

GlyphPoint placeOf(const SketchPoint& point) {
    return {point.x, point.y};
}

/// Calls use(from, to, radius) for each segment of the line; a single point is a segment too.
template <typename Use>
void forEachSegment(const SketchStroke& stroke, Use use) {
    for (std::size_t i = 0; i < stroke.points.size(); ++i) {
        const SketchPoint &from = stroke.points[i > 0 ? i - 1 : 0], &to = stroke.points[i];
        if (i > 0 || stroke.points.size() == 1)
            use(placeOf(from), placeOf(to), stroke.width * (from.pressure + to.pressure) / 4.0);
    }
}

/// The distance of the point from the segment.
double distance(GlyphPoint point, GlyphPoint from, GlyphPoint to) {
    const GlyphPoint along = to - from, p = point - from;
    const double squared = along.x * along.x + along.y * along.y;
    const double t = squared > 0 ? std::clamp((p.x * along.x + p.y * along.y) / squared, 0.0, 1.0) : 0.0;
    return length(p - along * t);
}

/// The strokes without the points that the eraser touches.
std::vector<Stroke> erased(const std::vector<Stroke>& strokes, const SketchStroke& eraser) {
    std::vector<Stroke> rest;
    for (const Stroke& stroke : strokes) {
        bool pen = false;
        for (const StrokePoint& point : stroke) {
            bool touched = false;
            forEachSegment(eraser, [&](GlyphPoint from, GlyphPoint to, double radius) {
                touched = touched || distance({point.x, point.y}, from, to) < radius;
            });
            if (!touched && !pen) rest.emplace_back();
            if (!touched) rest.back().push_back(point);
            pen = !touched;
        }
    }
    return rest;
}

/// The luminance (ITU-R BT.601) of pixel (x, y).
double greyAt(const Image& image, int x, int y) {
    const std::size_t plane = static_cast<std::size_t>(image.height) * image.width;
    const std::uint8_t* pixel = image.pixels.data() + static_cast<std::size_t>(y) * image.width + x;
    return image.channels == 3 ? 0.299 * pixel[0] + 0.587 * pixel[plane] + 0.114 * pixel[2 * plane] : pixel[0];
}

/// The length of pixel i's span [i, i + 1] that lies within [low, high].
double overlap(int i, double low, double high) {
    return std::max(0.0, std::min<double>(i + 1, high) - std::max<double>(i, low));
}

}  // namespace

/// A pixel of the paper is the mean of what it covers; there is paper outside of the image.
Image fitToPaper(const Image& image) {
    if (image.pixels.empty()) throw Error(ErrorCode::BadData, "image", "has no pixels", "Choose a picture.");
    if (image.channels == 1 && image.width == sketchSide && image.height == sketchSide) return image;
    Image paper{1, sketchSide, sketchSide, std::vector<std::uint8_t>(sketchSide * sketchSide)};
    const double scale = std::max(image.width, image.height) / static_cast<double>(sketchSide);
    const double left = (sketchSide * scale - image.width) / 2, top = (sketchSide * scale - image.height) / 2;
    for (int y = 0; y < sketchSide; ++y)
        for (int x = 0; x < sketchSide; ++x) {
            const double lowX = x * scale - left, highX = lowX + scale, lowY = y * scale - top, highY = lowY + scale;
            double sum = 0;
            for (int v = std::max(0, static_cast<int>(lowY)); v < std::min<double>(image.height, highY); ++v)
                for (int u = std::max(0, static_cast<int>(lowX)); u < std::min<double>(image.width, highX); ++u)
                    sum += greyAt(image, u, v) * overlap(u, lowX, highX) * overlap(v, lowY, highY);
            paper.pixels[static_cast<std::size_t>(y) * sketchSide + x] =
                static_cast<std::uint8_t>(std::min(255.0, sum / (scale * scale) + 0.5));
        }
    return paper;
}

void Sketch::act(Action action) {
    actions_.resize(done_);
    actions_.push_back(std::move(action));
    ++done_;
}

void Sketch::add(SketchStroke stroke) {
    if (!stroke.points.empty()) act(std::move(stroke));
}

void Sketch::clear() {
    if (!visible().empty()) act(Clear());
}

void Sketch::place(const Image& image) {
    act(fitToPaper(image));
}

void Sketch::undo() {
    if (canUndo()) --done_;
}

void Sketch::redo() {
    if (canRedo()) ++done_;
}

std::span<const Sketch::Action> Sketch::visible() const {
    std::size_t first = done_;
    while (first > 0 && std::holds_alternative<SketchStroke>(actions_[first - 1])) --first;
    if (first > 0 && std::holds_alternative<Image>(actions_[first - 1])) --first;
    return std::span(actions_).subspan(first, done_ - first);
}

bool Sketch::empty() const {
    return std::ranges::none_of(visible(), [](const Action& action) {
        const auto* stroke = std::get_if<SketchStroke>(&action);
        return !stroke || !stroke->eraser;
    });
}

Drawing Sketch::drawing() const {
    Drawing drawing;
    drawing.image = {1, sketchSide, sketchSide, std::vector<std::uint8_t>(sketchSide * sketchSide)};
    bool placed = false;
    for (const Action& action : visible()) {
        if (const auto* image = std::get_if<Image>(&action)) {
            drawing.image = *image;
            placed = true;
            continue;
        }
        const auto& stroke = std::get<SketchStroke>(action);
        forEachSegment(stroke, [&](GlyphPoint from, GlyphPoint to, double radius) {
            (stroke.eraser ? eraseSegment : inkSegment)(drawing.image, from, to, radius);
        });
        if (stroke.eraser) {
            drawing.strokes = erased(drawing.strokes, stroke);
            continue;
        }
        Stroke& line = drawing.strokes.emplace_back();
        for (const SketchPoint& point : stroke.points) line.push_back({point.x, point.y, point.milliseconds});
    }
    if (placed) drawing.strokes.clear();
    for (Stroke& stroke : drawing.strokes)  // from corners of pixels to their centres: see StrokePoint
        for (StrokePoint& point : stroke) point.x -= 0.5F, point.y -= 0.5F;
    return drawing;
}

}  // namespace oneshot
