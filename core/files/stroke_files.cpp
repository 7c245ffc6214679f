#include "core/files/stroke_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

namespace fs = std::filesystem;

constexpr const char* layout =
    "Expected Alphabet/character01/0001_01.txt as in Omniglot's stroke archives: START, lines \"x,y,milliseconds\" "
    "with y "
    "negative downwards, BREAK after each stroke.";

/// Takes a finite number from the beginning of `text`.
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

/// "strokes_X" for images_X and images_X.zip; empty for another name.
std::string strokesStem(const fs::path& images) {
    std::string stem = (isZip(images) ? images.stem() : images.filename()).string();
    const std::size_t at = stem.find("images");
    return at == std::string::npos ? std::string() : stem.replace(at, 6, "strokes");
}

/// "strokes_X" for strokes_X_small1, whose drawings it holds too; empty for another name.
std::string stemOfWholeSet(const std::string& stem) {
    constexpr std::string_view small = "_small";
    const std::size_t at = stem.rfind(small);
    if (at == std::string::npos || at == 0) return {};
    const bool isNumber = stem.find_first_not_of("0123456789", at + small.size()) == std::string::npos;
    return isNumber ? stem.substr(0, at) : std::string();
}

/// "alphabet/character/NNNN_DD": the last three parts of the path without the ending; empty for another depth.
std::string drawingName(const std::string& path) {
    const std::vector<std::string> parts = split(path, '/');
    if (parts.size() < 3 || parts.size() > 4 || !path.ends_with(".txt")) return {};
    const std::string& file = parts.back();
    return fmt::format("{}/{}/{}", parts[parts.size() - 3], parts[parts.size() - 2], file.substr(0, file.size() - 4));
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
        return Error(ErrorCode::BadData, fmt::format("{}, line {}", name, std::max(1, lineNumber)), problem, layout);
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
    const std::string own = strokesStem(images);
    if (own.empty()) return {};
    const bool zip = isZip(images);
    for (const std::string& stem : {own, stemOfWholeSet(own)}) {
        const fs::path asFolder = images.parent_path() / stem, asZip = images.parent_path() / (stem + ".zip");
        for (const fs::path& path : {zip ? asZip : asFolder, zip ? asFolder : asZip})
            if (!stem.empty() && fs::exists(path)) return path;
    }
    return {};
}

fs::path strokesBeside(const fs::path& images) {
    if (const std::optional<fs::path> found = findStrokesBeside(images)) return *found;
    const std::string stem = strokesStem(images);
    throw Error(ErrorCode::BadData, validUtf8(images.string()), "has no strokes beside it",
                fmt::format("Expected {} in the same folder; or give strokes=PATH.",
                            stem.empty() ? "images in its name and strokes in theirs" : validUtf8(stem) + ".zip"));
}

StrokeSet readStrokes(const fs::path& path, const std::vector<std::string>& names,
                      const std::function<void(std::int64_t, std::int64_t)>& progress, ContainerRequest::Links links,
                      std::int64_t maxPoints) {
    std::unordered_map<std::string, std::size_t> drawings;
    for (std::size_t i = 0; i < names.size(); ++i) drawings.emplace(names[i], i);
    ContainerRequest request;
    request.wanted = [&](const std::string& file) { return drawings.contains(drawingName(file)); };
    request.links = links;
    if (progress) request.onProgress = [&] { progress(0, 0); };
    Container container(path, request);
    const std::vector<std::string>& files = container.content().files;
    StrokeSet set{std::vector<std::vector<Stroke>>(names.size()), container.content().unreadable, std::ssize(files)};
    if (files.empty() && set.problems.empty())
        throw Error(ErrorCode::BadData, container.name(), "holds no strokes of the selected drawings", layout);
    std::unordered_map<std::string, std::string> filesByDrawing;
    for (const std::string& file : files) {
        const auto [other, isNew] = filesByDrawing.emplace(drawingName(file), file);
        if (!isNew)
            throw Error(ErrorCode::BadData, container.name(),
                        fmt::format("holds strokes of one drawing in {} and in {}", other->second, file), layout);
    }

    std::vector<std::optional<Error>> problems(files.size());
    std::atomic<std::int64_t> points = 0;
    container.workOn(
        std::vector<bool>(files.size(), true),
        [&](std::size_t i, const ContainedFile& file) {
            std::vector<Stroke>& strokes = set.strokes[drawings.at(drawingName(file.path))];
            problems[i] = file.problem;
            if (!file.problem) try {
                    const std::string_view text(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size());
                    strokes = parseStrokes(text, container.name() + "/" + file.path);
                } catch (const Error& error) {
                    problems[i] = error;
                }
            for (const Stroke& stroke : strokes) points += std::ssize(stroke);
            if (points > maxPoints)
                throw Error(ErrorCode::BadData, container.name(),
                            fmt::format("holds strokes of more than {} points in all", maxPoints),
                            "Select fewer drawings.");
        },
        progress);
    for (std::optional<Error>& problem : problems)
        if (problem) set.problems.push_back(std::move(*problem));
    return set;
}

}  // namespace oneshot
