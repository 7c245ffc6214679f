#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/data/container_files.h"
#include "core/data/dataset.h"

namespace oneshot {

/// Whether the path ends in .png, .jpg or .jpeg, in any case.
bool isImagePath(const std::string& path);

/// Decodes files of `container` on all cores, in order, to ink = 255 on paper = 0: their brightness inverted, or as it
/// is where `lightInk`. A file is a PNG or a JPEG by its first bytes, whatever its name. Throws Error(BadData) naming
/// the file within the container.
std::vector<Image> decodeImageFiles(const std::vector<const ContainedFile*>& files,
                                    const std::filesystem::path& container, bool lightInk,
                                    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// One PNG or JPEG, whose border is paper: ink = 255. name: what an error calls the file. Throws Error(BadData).
Image decodeInk(std::span<const std::uint8_t> bytes, const std::string& name);

/// Whether most of the images show bright ink on dark paper, by the brightness of their borders; of many, 64 spread
/// evenly over them are looked at. Those that cannot be decoded do not count.
bool mostHaveLightInk(const std::vector<const ContainedFile*>& files, const std::filesystem::path& container);

}  // namespace oneshot
