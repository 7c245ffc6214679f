#include "core/data/stroke_files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "core/data/container_files.h"
#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "core/data/parallel.h"
#include "core/data/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

constexpr const char* layout =
    "Expected Alphabet/character01/0001_01.txt as in Omniglot's stroke archives: START, lines \"x,y,milliseconds\" "
    "with "
    "y negative downwards, BREAK after each stroke.";

/// A finite number at the begin of `text`, which loses it.
bool takeNumber(std::string_view& text, float& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number) || std::abs(number) > 1e9F) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

bool takeComma(std::string_view& text) {
    if (!text.starts_with(',')) return false;
    text.remove_prefix(1);
    return true;
}

bool isZip(const fs::path& path) {
    return path.extension() == ".zip";
}

/// "strokes_X" of images_X and of images_X.zip; empty for another name.
std::string strokesStem(const fs::path& images) {
    std::string stem = (isZip(images) ? images.stem() : images.filename()).string();
    const std::size_t at = stem.find("images");
    return at == std::string::npos ? std::string() : stem.replace(at, 6, "strokes");
}

/// "alphabet/character/NNNN_DD", the last three parts of the path without their ending; "" for another depth.
std::string drawingName(const std::string& path) {
    const std::vector<std::string> parts = split(path, '/');
    if (parts.size() < 3 || parts.size() > 4 || !path.ends_with(".txt")) return {};
    const std::string& file = parts.back();
    return parts[parts.size() - 3] + "/" + parts[parts.size() - 2] + "/" + file.substr(0, file.size() - 4);
}

}  // namespace

std::string strokesText(const std::vector<Stroke>& strokes) {
    std::string text = "START\n";
    const auto add = [&](float number, char after) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        text.append(digits, end) += after;
    };
    for (const Stroke& stroke : strokes) {
        for (const StrokePoint& point : stroke) {
            add(point.x, ',');
            add(-point.y, ',');
            add(point.milliseconds, '\n');
        }
        text += "BREAK\n";
    }
    return text;
}

std::vector<Stroke> parseStrokes(std::string_view text, const std::string& name) {
    std::vector<Stroke> strokes;
    Stroke stroke;
    float begin = 0;  // the time of the first point
    int lineNumber = 0;
    const auto wrong = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, name + ", line " + std::to_string(std::max(1, lineNumber)), problem, layout);
    };
    bool started = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++lineNumber;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        if (!started) {
            if (line != "START") throw wrong("is not START");
            started = true;
        } else if (line == "BREAK") {
            if (!stroke.empty()) strokes.push_back(std::move(stroke));
            stroke.clear();
        } else {
            StrokePoint point{};
            if (!takeNumber(line, point.x) || !takeComma(line) || !takeNumber(line, point.y) || !takeComma(line) ||
                !takeNumber(line, point.milliseconds) || !line.empty())
                throw wrong("is neither \"x,y,milliseconds\" nor BREAK");
            if (strokes.empty() && stroke.empty()) begin = point.milliseconds;
            stroke.push_back({point.x, -point.y, point.milliseconds - begin});
        }
    }
    if (!started) throw wrong("is empty");
    if (!stroke.empty()) throw wrong("ends within a stroke");
    return strokes;
}

std::optional<fs::path> findStrokesBeside(const fs::path& images) {
    const std::string stem = strokesStem(images);
    if (stem.empty()) return {};
    const bool zip = isZip(images);
    const fs::path asFolder = images.parent_path() / stem, asZip = images.parent_path() / (stem + ".zip");
    for (const fs::path& path : {zip ? asZip : asFolder, zip ? asFolder : asZip})
        if (fs::exists(path)) return path;
    return {};
}

fs::path strokesBeside(const fs::path& images) {
    if (const std::optional<fs::path> found = findStrokesBeside(images)) return *found;
    const std::string stem = strokesStem(images);
    throw Error(ErrorCode::BadData, validUtf8(images.string()), "has no strokes beside it",
                "Expected " + (stem.empty() ? "images in its name and strokes in theirs" : validUtf8(stem) + ".zip") +
                    " in the same folder; or give strokes=PATH.");
}

std::vector<std::vector<Stroke>> readStrokes(const fs::path& container, const std::vector<std::string>& names,
                                             const std::function<void(std::int64_t, std::int64_t)>& progress,
                                             bool followLinks) {
    std::unordered_map<std::string, std::size_t> drawings;
    for (std::size_t i = 0; i < names.size(); ++i) drawings.emplace(names[i], i);
    ContainerRequest request;
    request.wanted = [&](const std::string& path) { return drawings.contains(drawingName(path)); };
    request.followLinks = followLinks;
    if (progress) request.onProgress = [&] { progress(0, 0); };
    const std::vector<ContainedFile> files = readContainer(container, request).files;
    if (files.empty())
        throw Error(ErrorCode::BadData, validUtf8(container.string()), "holds no strokes of the selected drawings",
                    layout);
    std::unordered_map<std::string, const ContainedFile*> filesByDrawing;
    for (const ContainedFile& file : files) {
        const auto [other, isNew] = filesByDrawing.emplace(drawingName(file.path), &file);
        if (!isNew)
            throw Error(ErrorCode::BadData, validUtf8(container.string()),
                        "holds strokes of one drawing in " + other->second->path + " and in " + file.path, layout);
    }
    std::vector<std::vector<Stroke>> strokes(names.size());
    parallelFor(
        std::ssize(files),
        [&](std::int64_t i) {
            const std::string_view text(reinterpret_cast<const char*>(files[i].bytes.data()), files[i].bytes.size());
            strokes[drawings.at(drawingName(files[i].path))] =
                parseStrokes(text, validUtf8((container / files[i].path).string()));
        },
        progress);
    return strokes;
}

}  // namespace oneshot
