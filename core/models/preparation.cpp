#include "core/models/preparation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/models/vectors.h"

namespace oneshot {
namespace {

constexpr int latticeSide = Distortion::latticeSide;
constexpr float inkThreshold = 0.25f;  ///< what counts as ink for the bounding box
constexpr double smallestHalf = 0.15;  ///< of the image: a dot is not blown up to a blot

/// Planes with a border of paper, so that sampling needs no special case: pixel (x, y) lies at column x + 1, row y + 1.
struct Padded {
    int channels = 0, height = 0, width = 0;
    std::vector<float> values;

    int stride() const { return width + 3; }
    std::size_t planeSize() const { return static_cast<std::size_t>(stride()) * (height + 3); }
    const float* plane(int c) const { return values.data() + c * planeSize(); }
    const float* row(int c, int y) const { return plane(c) + static_cast<std::size_t>(y + 1) * stride() + 1; }
    float* row(int c, int y) { return const_cast<float*>(std::as_const(*this).row(c, y)); }
    int longerSide() const { return std::max(height, width); }

    void reset(int newChannels, int newHeight, int newWidth) {
        channels = newChannels, height = newHeight, width = newWidth;
        values.assign(channels * planeSize(), 0.0f);
    }
};

/// As many channels as the image has, or its luminance (ITU-R BT.601) where one is wanted.
void load(const Image& image, int wanted, Padded& to) {
    const bool toGrey = image.channels == 3 && wanted == 1;
    to.reset(toGrey ? 1 : image.channels, image.height, image.width);
    const std::size_t plane = static_cast<std::size_t>(image.height) * image.width;
    for (int c = 0; c < to.channels; ++c) {
        const std::uint8_t* from = image.pixels.data() + c * plane;
        for (int y = 0; y < image.height; ++y, from += image.width) {
            float* row = to.row(c, y);
            if (toGrey)
                for (int x = 0; x < image.width; ++x)
                    row[x] = (299 * from[x] + 587 * from[x + plane] + 114 * from[x + 2 * plane]) / 255000.0f;
            else
                for (int x = 0; x < image.width; ++x) row[x] = from[x] / 255.0f;
        }
    }
}

/// Means of 2x2 pixels; at an odd border, of the pixels that exist (the rest is paper, and adds nothing to the sum).
void halve(const Padded& from, Padded& to) {
    to.reset(from.channels, (from.height + 1) / 2, (from.width + 1) / 2);
    for (int c = 0; c < to.channels; ++c) {
        for (int y = 0; y < to.height; ++y) {
            const float *upper = from.row(c, 2 * y), *lower = from.row(c, 2 * y + 1);
            const float share = 2 * y + 1 < from.height ? 0.25f : 0.5f;
            float* row = to.row(c, y);
            for (int x = 0; x < to.width; ++x) {
                row[x] = (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]) * share;
            }
            if (from.width % 2) row[to.width - 1] *= 2.0f;
        }
    }
}

/// Where the ink is: coordinates of pixel centres, where the longer side of the image spans -1..1.
struct InkBox {
    double centreX = 0, centreY = 0, half = 1;  ///< half of the longer side; an empty image gives all of it
};

InkBox inkBox(const Padded& image, std::vector<int>& columns) {
    columns.assign(image.width, 0);
    int top = image.height, bottom = -1;
    for (int c = 0; c < image.channels; ++c) {
        for (int y = 0; y < image.height; ++y) {
            const float* row = image.row(c, y);
            int any = 0;
            for (int x = 0; x < image.width; ++x) {
                const int inked = row[x] > inkThreshold;
                any |= inked;
                columns[x] |= inked;
            }
            if (any) top = std::min(top, y), bottom = std::max(bottom, y);
        }
    }
    if (bottom < 0) return {};
    const auto left = std::find(columns.begin(), columns.end(), 1) - columns.begin();
    const auto right = columns.rend() - std::find(columns.rbegin(), columns.rend(), 1) - 1;
    const double side = image.longerSide();
    return {(left + right + 1 - image.width) / side, (top + bottom + 1 - image.height) / side,
            std::max(smallestHalf, std::max<double>(right - left, bottom - top) / side)};
}

/// What a thread keeps from one view to the next, so that a view allocates nothing.
struct Workspace {
    Padded image, halved;
    std::vector<int> columns;
    int weightsSize = 0;
    std::vector<float> weights;           ///< [5, weightsSize]
    std::vector<float> sourceX, sourceY;  ///< of one row of the view, in columns and rows of the padded image
};

/// source[x] += sum over columns j of (sum over rows i of weights[i][y] lattice[i][j]) * weights[j][x] * scale
void addDisplacement(const float* lattice, const std::vector<float>& weights, int y, float scale,
                     std::vector<float>& source) {
    const int size = static_cast<int>(source.size());
    for (int j = 0; j < latticeSide; ++j) {
        float column = 0;
        for (int i = 0; i < latticeSide; ++i) column += weights[i * size + y] * lattice[i * latticeSide + j];
        column *= scale;
        const float* along = weights.data() + j * size;
        for (int x = 0; x < size; ++x) source[x] += column * along[x];
    }
}

/// Samples row y of the view bilinearly, at the sources of its pixels.
void sampleRow(const Workspace& work, int y, std::size_t plane, std::span<float> out) {
    const Padded& from = work.image;
    const int size = static_cast<int>(work.sourceX.size());
    const float limitX = static_cast<float>(from.width + 1), limitY = static_cast<float>(from.height + 1);
    for (int x = 0; x < size; ++x) {
        const float sx = std::min(std::max(0.0f, work.sourceX[x]), limitX);
        const float sy = std::min(std::max(0.0f, work.sourceY[x]), limitY);
        const int column = static_cast<int>(sx), row = static_cast<int>(sy);
        const float right = sx - column, down = sy - row;
        const std::size_t at = static_cast<std::size_t>(row) * from.stride() + column;
        for (int c = 0; c < from.channels; ++c) {
            const float* upper = from.plane(c) + at;
            const float* lower = upper + from.stride();
            const float above = upper[0] + right * (upper[1] - upper[0]);
            const float below = lower[0] + right * (lower[1] - lower[0]);
            out[c * plane + y * size + x] = above + down * (below - above);
        }
    }
}

Error vectorsHaveNoView(const std::string& data) {
    return {ErrorCode::InvalidSetting, data, "it holds vectors, and this model sees images",
            "Of vectors, pixels-l2 and random can be asked, and what was trained with architecture=dense."};
}

}  // namespace

/// Bicubic interpolation of the lattice (Keys 1981, a = -0.75).
std::vector<float> latticeWeights(int size) {
    constexpr double a = -0.75;
    std::vector<float> weights(static_cast<std::size_t>(latticeSide) * size, 0.0f);
    for (int i = 0; i < size; ++i) {
        const double at = size > 1 ? i * (latticeSide - 1.0) / (size - 1) : 0.0;
        const int first = static_cast<int>(at);
        for (int node = first - 1; node <= first + 2; ++node) {
            const double d = std::abs(at - node);
            const double weight =
                d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
            weights[std::clamp(node, 0, latticeSide - 1) * size + i] += static_cast<float>(weight);
        }
    }
    return weights;
}

void renderView(const Image& image, const Preparation& preparation, const Distortion& distortion,
                std::span<float> out) {
    thread_local Workspace work;
    const int size = preparation.size;
    const std::size_t plane = static_cast<std::size_t>(size) * size;
    assert(out.size() == preparation.channels * plane);

    load(image, preparation.channels, work.image);
    while (work.image.longerSide() > 2 * size) {
        halve(work.image, work.halved);
        std::swap(work.image, work.halved);
    }
    const Padded& from = work.image;

    InkBox box;
    double zoom = 1;
    if (preparation.normaliseInk) {
        box = inkBox(from, work.columns);
        zoom = box.half / preparation.inkShare;
    }

    // From pixels of the view, counted from its middle, to pixels of the padded image.
    const double pixelsPerUnit = from.longerSide() / 2.0;
    const double scale = zoom * from.longerSide() / size;
    const auto& m = distortion.matrix;
    const double middle = (size - 1) / 2.0;
    const double originX = (from.width + 1) / 2.0 + pixelsPerUnit * (zoom * distortion.shift[0] + box.centreX);
    const double originY = (from.height + 1) / 2.0 + pixelsPerUnit * (zoom * distortion.shift[1] + box.centreY);

    if (distortion.elastic && work.weightsSize != size) {
        work.weights = latticeWeights(size);
        work.weightsSize = size;
    }
    work.sourceX.resize(size);
    work.sourceY.resize(size);
    for (int y = 0; y < size; ++y) {
        const double rowX = originX + scale * m[1] * (y - middle), rowY = originY + scale * m[3] * (y - middle);
        for (int x = 0; x < size; ++x) {
            work.sourceX[x] = static_cast<float>(rowX + scale * m[0] * (x - middle));
            work.sourceY[x] = static_cast<float>(rowY + scale * m[2] * (x - middle));
        }
        if (distortion.elastic) {
            const auto perUnit = static_cast<float>(zoom * pixelsPerUnit);
            const float* field = distortion.field.data();
            addDisplacement(field, work.weights, y, perUnit, work.sourceX);
            addDisplacement(field + latticeSide * latticeSide, work.weights, y, perUnit, work.sourceY);
        }
        sampleRow(work, y, plane, out);
    }
    for (int c = from.channels; c < preparation.channels; ++c)
        std::copy_n(out.begin(), plane, out.begin() + static_cast<std::ptrdiff_t>(c * plane));
}

void requireImages(const Dataset& dataset) {
    if (holdsVectors(dataset)) throw vectorsHaveNoView(dataset.name);
}

ImageBatch prepareDrawings(const DrawingBatch& drawings, const Preparation& preparation, const Distortion& distortion) {
    ImageBatch batch;
    batch.n = static_cast<int>(drawings.size());
    batch.height = batch.width = preparation.size;
    batch.channels = preparation.channels;
    batch.data.resize(batch.n * batch.imageSize());
    for (int i = 0; i < batch.n; ++i) {
        if (!drawings[i]->features.empty()) throw vectorsHaveNoView("data");
        renderView(drawings[i]->image, preparation, distortion, batch.image(i));
    }
    return batch;
}

}  // namespace oneshot
