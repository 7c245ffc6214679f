#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/drawing/drawing.h"
#include "core/files/container.h"

namespace oneshot {

/// The text of Omniglot's stroke files: START, then "x,y,t" a point with y negative downwards, BREAK after each stroke.
std::string strokesText(const std::vector<Stroke>&);

/// Reads what strokesText writes; times count from the first point. name: what an error calls the file.
/// Throws Error(BadData) naming the line.
std::vector<Stroke> parseStrokes(std::string_view text, const std::string& name);

/// As strokesBeside; nothing where neither is there.
std::optional<std::filesystem::path> findStrokesBeside(const std::filesystem::path& images);

/// Where the strokes of these images lie by Omniglot's names: images_X.zip -> strokes_X.zip, or the folder strokes_X.
/// Throws Error(BadData) where neither is there.
std::filesystem::path strokesBeside(const std::filesystem::path& images);

/// Of all strokes of a dataset, which stay in memory.
inline constexpr std::int64_t mostStrokePoints = 1LL << 27;

/// The strokes of drawings, in the order asked for, and what could not be read.
struct StrokeSet {
    std::vector<std::vector<Stroke>> strokes;  ///< empty for a drawing that has none, or whose file is damaged
    std::vector<Error> problems = {};          ///< of files, by their paths, and of what may hold further ones
    std::int64_t fileCount = 0;
};

/// The strokes of the drawings named "alphabet/character/NNNN_DD" in a zip, tar or folder of such files ending in .txt,
/// within one top folder at most. Parsed on all cores as they are read.
/// Throws Error(BadData) where no name matches, or the strokes have too many points together.
StrokeSet readStrokes(const std::filesystem::path& container, const std::vector<std::string>& names,
                      const std::function<void(std::int64_t done, std::int64_t total)>& progress = {},
                      ContainerRequest::Links = ContainerRequest::Links::Refused,
                      std::int64_t maxPoints = mostStrokePoints);

}  // namespace oneshot
