#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/data/container_files.h"
#include "core/data/dataset.h"

namespace oneshot {

/// Decodes files of `container` on all cores, in order. Throws Error(BadData) naming the file within the container.
std::vector<Image> decodePngFiles(const std::vector<const ContainedFile*>& files,
                                  const std::filesystem::path& container,
                                  const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

}  // namespace oneshot
