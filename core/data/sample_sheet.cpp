#include "core/data/sample_sheet.h"

#include <algorithm>
#include <cmath>

namespace oneshot {
namespace {

/// The interval that pixel `index` of `count` covers on a line of `length`.
std::pair<double, double> under(int index, int count, int length) {
    const double step = static_cast<double>(length) / count;
    return {index * step, std::min<double>(length, (index + 1) * step)};
}

/// The mean of a channel over a rectangle; pixels on its edges count by their covered part.
double meanOver(const Image& image, int channel, std::pair<double, double> ys, std::pair<double, double> xs) {
    double sum = 0;
    const std::uint8_t* pixels =
        image.pixels.data() + static_cast<std::ptrdiff_t>(channel) * image.height * image.width;
    for (int y = static_cast<int>(ys.first); y < std::ceil(ys.second); ++y) {
        const double high = std::min<double>(y + 1, ys.second) - std::max<double>(y, ys.first);
        for (int x = static_cast<int>(xs.first); x < std::ceil(xs.second); ++x) {
            const double wide = std::min<double>(x + 1, xs.second) - std::max<double>(x, xs.first);
            sum += high * wide * pixels[static_cast<std::ptrdiff_t>(y) * image.width + x];
        }
    }
    return sum / ((ys.second - ys.first) * (xs.second - xs.first));
}

std::vector<CharacterId> evenly(std::vector<CharacterId> characters, int alphabet, std::size_t max) {
    if (alphabet >= 0) std::erase_if(characters, [&](CharacterId id) { return id.alphabet != alphabet; });
    if (characters.size() <= max) return characters;
    std::vector<CharacterId> chosen;
    for (std::size_t i = 0; i < max; ++i) chosen.push_back(characters[i * characters.size() / max]);
    return chosen;
}

}  // namespace

Image scaledImage(const Image& image, int height, int width) {
    Image result{image.channels, height, width, {}};
    result.pixels.reserve(static_cast<std::size_t>(image.channels) * height * width);
    for (int c = 0; c < image.channels; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                result.pixels.push_back(static_cast<std::uint8_t>(
                    std::lround(meanOver(image, c, under(y, height, image.height), under(x, width, image.width)))));
    return result;
}

Image fittedImage(const Image& image, int side) {
    const double scale = static_cast<double>(side) / std::max(image.height, image.width);
    return scaledImage(image, std::max(1, static_cast<int>(std::lround(image.height * scale))),
                       std::max(1, static_cast<int>(std::lround(image.width * scale))));
}

Image sampleSheet(const Dataset& data, const SheetSettings& settings) {
    std::vector<std::vector<const Image*>> rows;
    std::size_t columns = 0;
    int channels = 1;
    for (const CharacterId id : evenly(data.characters(), settings.alphabet, static_cast<std::size_t>(settings.rows))) {
        auto& row = rows.emplace_back();
        for (const DrawingId drawing : data.character(id).drawings) {
            const Image& image = data.drawings[drawing].image;
            if (image.pixels.empty() || std::ssize(row) == settings.columns) break;
            row.push_back(&image);
            channels = std::max(channels, image.channels);
        }
        columns = std::max(columns, row.size());
    }
    if (columns == 0) return {};

    const int side = settings.side, pitch = side + SheetSettings::gutter;
    Image sheet{channels,
                static_cast<int>(rows.size()) * pitch + SheetSettings::gutter,
                static_cast<int>(columns) * pitch + SheetSettings::gutter,
                {}};
    const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(sheet.height) * sheet.width;
    sheet.pixels.resize(static_cast<std::size_t>(channels * plane));
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            const Image small = fittedImage(*rows[row][column], side);
            const std::ptrdiff_t top =
                static_cast<std::ptrdiff_t>(row) * pitch + SheetSettings::gutter + (side - small.height) / 2;
            const std::ptrdiff_t left =
                static_cast<std::ptrdiff_t>(column) * pitch + SheetSettings::gutter + (side - small.width) / 2;
            for (int c = 0; c < channels; ++c)
                for (int y = 0; y < small.height; ++y)
                    std::copy_n(small.pixels.begin() +
                                    (static_cast<std::ptrdiff_t>(c % small.channels) * small.height + y) * small.width,
                                small.width, sheet.pixels.begin() + c * plane + (top + y) * sheet.width + left);
        }
    return sheet;
}

}  // namespace oneshot
