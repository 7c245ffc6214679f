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
#include "core/files/limits.h"

namespace oneshot {

/// The text of Omniglot's stroke files: START, "x,y,t" for each point with y negative downwards, BREAK after each
/// stroke.
std::string strokesText(const std::vector<Stroke>&);

/// Reads what strokesText() writes, with times from the first point. Throws Error(BadData) naming the file and line.
std::vector<Stroke> parseStrokes(std::string_view text, const std::string& name);

/// Returns strokesBeside(), or nothing if there are none.
std::optional<std::filesystem::path> findStrokesBeside(const std::filesystem::path& images);

/// The path of the strokes of these images by Omniglot's names: images_X.zip -> strokes_X.zip, or the folder strokes_X;
/// for images_X_small1, if there are none, those of the whole set X. Throws Error(BadData) if none exists.
std::filesystem::path strokesBeside(const std::filesystem::path& images);

/// The strokes of drawings, in the order requested, and what could not be read.
struct StrokeSet {
    std::vector<std::vector<Stroke>> strokes;  ///< empty for a drawing that has none, or whose file is damaged
    std::vector<Error> problems = {};          ///< with files, and with what may hold further ones
    std::int64_t fileCount = 0;
};

/// Reads the strokes of the drawings named "alphabet/character/NNNN_DD" from a zip, tar or folder of such .txt files,
/// within one top folder at most, on all cores. Throws Error(BadData) if no name matches or there are too many points.
StrokeSet readStrokes(const std::filesystem::path& container, const std::vector<std::string>& names,
                      const std::function<void(std::int64_t done, std::int64_t total)>& progress = {},
                      ContainerRequest::Links = ContainerRequest::Links::Refused,
                      std::int64_t maxPoints = maxStrokePoints);

}  // namespace oneshot
