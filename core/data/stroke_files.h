#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"

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

/// The strokes of the drawings named "alphabet/character/NNNN_DD" in a zip, tar or folder of such files ending in .txt,
/// within one top folder at most; empty for a drawing that has none there. Parsed on all cores.
/// Throws Error(BadData) for a file that is damaged, and where no name matches.
std::vector<std::vector<Stroke>> readStrokes(
    const std::filesystem::path& container, const std::vector<std::string>& names,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {}, bool followLinks = false);

}  // namespace oneshot
