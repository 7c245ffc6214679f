#include "core/tasks/task_sheet.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace oneshot {
namespace {

constexpr int side = 105, border = 4, gap = 8;  // pixels: a drawing, the frame around a cell, between cells

class Sheet {
  public:
    Sheet(int channels, int width, int height)
        : image_{channels, height, width, std::vector<std::uint8_t>(std::size_t(channels) * width * height)} {}

    /// The drawing scaled to fit `side` x `side` pixels.
    void draw(const Image& drawing, int left, int top) {
        const double scale = static_cast<double>(side) / std::max(drawing.width, drawing.height);
        const int width = std::max(1, static_cast<int>(drawing.width * scale));
        const int height = std::max(1, static_cast<int>(drawing.height * scale));
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int fromX = std::min(drawing.width - 1, static_cast<int>((x + 0.5) / scale));
                const int fromY = std::min(drawing.height - 1, static_cast<int>((y + 0.5) / scale));
                for (int c = 0; c < image_.channels; ++c) {
                    const int from = drawing.channels == 1 ? 0 : c;
                    at(c, left + (side - width) / 2 + x, top + (side - height) / 2 + y) =
                        drawing.pixels[(std::size_t(from) * drawing.height + fromY) * drawing.width + fromX];
                }
            }
    }

    /// A frame of `thickness` around the cell of `width` x `side` pixels.
    void frame(int left, int top, int width, int thickness, std::uint8_t ink) {
        for (int y = top - thickness; y < top + side + thickness; ++y)
            for (int x = left - thickness; x < left + width + thickness; ++x)
                if (x < left || x >= left + width || y < top || y >= top + side)
                    for (int c = 0; c < image_.channels; ++c) at(c, x, y) = ink;
    }

    Image take() { return std::move(image_); }

  private:
    std::uint8_t& at(int c, int x, int y) {
        return image_.pixels[(std::size_t(c) * image_.height + y) * image_.width + x];
    }
    Image image_;
};

int channelsOf(const Dataset& dataset, const Task& task) {
    int channels = dataset.drawings[task.query].image.channels;
    for (const Way& way : task.ways)
        for (const DrawingId id : way.drawings) channels = std::max(channels, dataset.drawings[id].image.channels);
    return channels;
}

}  // namespace

Image taskSheet(const Dataset& dataset, const Task& task, int answered) {
    if (!dataset.drawings[task.query].features.empty()) return {};
    const int ways = static_cast<int>(task.ways.size());
    const int shots = static_cast<int>(task.ways.front().drawings.size());
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(1.25 * ways / shots))));
    const int rows = (ways + columns - 1) / columns;
    const int cellWidth = shots * side, stepX = cellWidth + 2 * border + gap, stepY = side + 2 * border + gap;
    const int gridLeft = side + 2 * border + 4 * gap, height = rows * stepY + gap;

    Sheet sheet(channelsOf(dataset, task), gridLeft + columns * stepX + gap, height);
    const int queryLeft = gap + border, queryTop = (height - side) / 2;
    sheet.frame(queryLeft, queryTop, side, 2, 255);
    sheet.draw(dataset.drawings[task.query].image, queryLeft, queryTop);
    for (int w = 0; w < ways; ++w) {
        const int left = gridLeft + border + w % columns * stepX, top = gap + border + w / columns * stepY;
        const bool right = w == task.answer;
        sheet.frame(left, top, cellWidth, right || w == answered ? border : 1, right ? 255 : 90);
        for (int shot = 0; shot < shots; ++shot)
            sheet.draw(dataset.drawings[task.ways[w].drawings[shot]].image, left + shot * side, top);
    }
    return sheet.take();
}

Json taskJson(const Dataset& dataset, const Task& task) {
    const auto names = [&](CharacterId id) {
        return Json{{"alphabet", dataset.alphabets[id.alphabet].name}, {"character", dataset.character(id).name}};
    };
    Json query = names(task.ways[task.answer].character);
    query["drawer"] = dataset.drawings[task.query].drawer;
    const bool vectors = !dataset.drawings[task.query].features.empty();
    if (vectors) query["vector"] = dataset.drawings[task.query].features;
    Json ways = Json::array();
    for (const Way& way : task.ways) {
        Json entry = names(way.character);
        for (const DrawingId id : way.drawings) {
            entry["drawers"].push_back(dataset.drawings[id].drawer);
            if (vectors) entry["vectors"].push_back(dataset.drawings[id].features);
        }
        ways.push_back(entry);
    }
    return Json{{"query", query}, {"ways", ways}, {"answer", task.answer}};
}

}  // namespace oneshot
