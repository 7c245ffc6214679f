#include "core/data/drawing_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/data/sample_sheet.h"

namespace oneshot {
namespace {

constexpr int normalisedSide = 52, normalisedInk = 44;  // pixels
constexpr float turningStep = 5;                        // pixels; shorter steps are mostly rounding
constexpr double inkThreshold = 128;

/// The ink of an image: the mean of its channels.
class Ink {
  public:
    explicit Ink(const Image& image) : height_(image.height), width_(image.width) {
        const std::size_t plane = static_cast<std::size_t>(height_) * width_;
        values_.resize(plane);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            values_[i % plane] += static_cast<float>(image.pixels[i]) / static_cast<float>(image.channels);
    }
    bool at(int y, int x) const {
        return y >= 0 && x >= 0 && y < height_ && x < width_ &&
               values_[static_cast<std::size_t>(y) * width_ + x] >= inkThreshold;
    }
    double percent() const {
        return 100.0 * std::accumulate(values_.begin(), values_.end(), 0.0) /
               (255.0 * static_cast<double>(values_.size()));
    }
    int height() const { return height_; }
    int width() const { return width_; }

  private:
    int height_, width_;
    std::vector<float> values_;
};

struct Box {
    int top, left, bottom, right;  ///< the last two are beyond the ink
    int height() const { return bottom - top; }
    int width() const { return right - left; }
};

std::optional<Box> inkBox(const Ink& ink) {
    Box box{ink.height(), ink.width(), 0, 0};
    for (int y = 0; y < ink.height(); ++y)
        for (int x = 0; x < ink.width(); ++x)
            if (ink.at(y, x))
                box = {std::min(box.top, y), std::min(box.left, x), std::max(box.bottom, y + 1),
                       std::max(box.right, x + 1)};
    if (box.bottom == 0) return std::nullopt;
    return box;
}

double medianOf(std::vector<double>& values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Lowers each pixel's width to `scale` times the length of its run of ink in steps of (dy, dx).
void lowerToRuns(const Ink& ink, const Box& box, int dy, int dx, double scale, std::vector<double>& widths) {
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x) {
            if (!ink.at(y, x) || ink.at(y - dy, x - dx)) continue;  // no run begins here
            int run = 1;
            while (ink.at(y + run * dy, x + run * dx)) ++run;
            for (int i = 0; i < run; ++i) {
                const int row = y + i * dy - box.top, column = x + i * dx - box.left;
                double& width = widths[static_cast<std::size_t>(row) * box.width() + column];
                width = std::min(width, scale * run);
            }
        }
}

double penWidth(const Ink& ink, const Box& box) {
    constexpr double none = std::numeric_limits<double>::infinity();  // where there is no ink
    std::vector<double> widths(static_cast<std::size_t>(box.height()) * box.width(), none);
    lowerToRuns(ink, box, 0, 1, 1, widths);
    lowerToRuns(ink, box, 1, 0, 1, widths);
    lowerToRuns(ink, box, 1, 1, std::numbers::sqrt2, widths);
    lowerToRuns(ink, box, 1, -1, std::numbers::sqrt2, widths);
    std::erase(widths, none);
    return medianOf(widths);
}

double distance(StrokePoint a, StrokePoint b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

double lengthOf(const Stroke& stroke) {
    double length = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) length += distance(stroke[i - 1], stroke[i]);
    return length;
}

double turningOf(const Stroke& stroke) {
    double turned = 0;
    std::optional<double> heading;
    StrokePoint last = stroke.front();
    for (const StrokePoint& point : stroke) {
        if (distance(last, point) < turningStep) continue;
        const double next = std::atan2(point.y - last.y, point.x - last.x);
        if (heading) turned += std::abs(std::remainder(next - *heading, 2 * std::numbers::pi));
        heading = next;
        last = point;
    }
    return turned * 180 / std::numbers::pi;
}

Spread spreadOf(std::vector<double> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    const auto at = [&](double q) { return values[static_cast<std::size_t>(q * double(values.size() - 1))]; };
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {std::ssize(values), sum / static_cast<double>(values.size()), at(0.1), at(0.5), at(0.9)};
}

/// The input of distances: the vector, or the ink's box at a fixed size in the middle of a square.
std::vector<float> normalised(const Drawing& drawing) {
    if (!drawing.features.empty()) return drawing.features;
    std::vector<float> result(normalisedSide * normalisedSide);
    const Image& image = drawing.image;
    const std::optional<Box> box = inkBox(Ink(image));
    if (!box) return result;
    Image crop{1, box->height(), box->width(), {}};
    for (int y = box->top; y < box->bottom; ++y)
        for (int x = box->left; x < box->right; ++x) {
            int sum = 0;
            for (int c = 0; c < image.channels; ++c)
                sum += image.pixels[(static_cast<std::size_t>(c) * image.height + y) * image.width + x];
            crop.pixels.push_back(static_cast<std::uint8_t>(sum / image.channels));
        }
    const Image small = fittedImage(crop, normalisedInk);
    const int top = (normalisedSide - small.height) / 2, left = (normalisedSide - small.width) / 2;
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x)
            result[(top + y) * normalisedSide + left + x] =
                static_cast<float>(small.pixels[y * small.width + x]) / 255.0F;
    return result;
}

double meanDistance(const Dataset& data, const std::vector<std::pair<DrawingId, DrawingId>>& pairs,
                    const ProgressFunction& progress) {
    std::vector<double> distances(pairs.size());
    parallelFor(
        std::ssize(pairs),
        [&](std::int64_t i) {
            const std::vector<float> a = normalised(data.drawings[pairs[i].first]),
                                     b = normalised(data.drawings[pairs[i].second]);
            double sum = 0;
            for (std::size_t k = 0; k < a.size(); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
            distances[i] = std::sqrt(sum);
        },
        progress);
    return std::accumulate(distances.begin(), distances.end(), 0.0) / static_cast<double>(distances.size());
}

/// progress: counts to twice settings.pairs.
double drawerSpread(const Dataset& data, const StatisticsSettings& settings, const ProgressFunction& progress) {
    std::vector<CharacterId> usable;  // with two drawings, in an alphabet with another character
    for (const CharacterId id : data.characters())
        if (data.character(id).drawings.size() > 1 && data.alphabets[id.alphabet].characters.size() > 1)
            usable.push_back(id);
    if (usable.empty()) return 0;
    Random random = makeRandom(settings.seed, "drawer spread");
    const auto any = [&](const Character& character) {
        return character.drawings[below(random, static_cast<int>(character.drawings.size()))];
    };
    std::vector<std::pair<DrawingId, DrawingId>> same, different;
    for (int i = 0; i < settings.pairs; ++i) {
        const CharacterId id = usable[below(random, static_cast<int>(usable.size()))];
        const std::vector<Character>& characters = data.alphabets[id.alphabet].characters;
        const std::vector<DrawingId>& drawings = data.character(id).drawings;
        const std::vector<int> two = sample(random, static_cast<int>(drawings.size()), 2);
        same.emplace_back(drawings[two[0]], drawings[two[1]]);
        const int another = (id.character + 1 + below(random, static_cast<int>(characters.size()) - 1)) %
                            static_cast<int>(characters.size());
        different.emplace_back(drawings[two[0]], any(characters[another]));
    }
    const auto after = [&](std::int64_t before) {
        return [&progress, before](std::int64_t done, std::int64_t total) { progress(before + done, 2 * total); };
    };
    const double apart = meanDistance(data, different, after(0));
    return apart > 0 ? meanDistance(data, same, after(settings.pairs)) / apart : 0;
}

}  // namespace

DrawingStatistics drawingStatistics(const Dataset& data, const StatisticsSettings& settings,
                                    const ProgressFunction& progress, const std::stop_token& stop) {
    const ProgressFunction watched = stoppable(progress, stop);
    Random random = makeRandom(settings.seed, "drawing statistics");
    const std::vector<DrawingId> ids = data.drawingIds();
    const int count = static_cast<int>(ids.size()), measured = std::min(settings.drawings, count);
    std::int64_t done = 0;
    const auto report = [&](std::int64_t now) {
        if (watched) watched(now, measured + std::int64_t{2} * settings.pairs);
    };
    std::vector<double> ink, side, aspect, pen, strokes, lengths, turnings;
    for (const int which : sample(random, count, measured)) {
        report(done++);
        const Drawing& drawing = data.drawings[ids[which]];
        if (!drawing.image.pixels.empty()) {
            const Ink image(drawing.image);
            ink.push_back(image.percent());
            if (const std::optional<Box> box = inkBox(image)) {
                side.push_back(std::max(box->height(), box->width()));
                aspect.push_back(static_cast<double>(box->width()) / box->height());
                pen.push_back(penWidth(image, *box));
            }
        }
        if (drawing.strokes.empty()) continue;
        strokes.push_back(static_cast<double>(drawing.strokes.size()));
        for (const Stroke& stroke : drawing.strokes) {
            lengths.push_back(lengthOf(stroke));
            turnings.push_back(turningOf(stroke));
        }
    }
    return {spreadOf(std::move(ink)),
            spreadOf(std::move(side)),
            spreadOf(std::move(aspect)),
            spreadOf(std::move(pen)),
            spreadOf(std::move(strokes)),
            spreadOf(std::move(lengths)),
            spreadOf(std::move(turnings)),
            drawerSpread(data, settings, [&](std::int64_t pairs, std::int64_t) { report(measured + pairs); })};
}

}  // namespace oneshot
