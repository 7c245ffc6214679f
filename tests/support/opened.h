#pragma once

#include <filesystem>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"

namespace oneshot::test {

/// The dataset at a path, read with these keys of a SPEC: ":ink=dark,drawers=1".
inline Dataset opened(const std::filesystem::path& path, const std::string& keys = {}) {
    return openDataset(parseDataSpec(path.string() + keys));
}

}  // namespace oneshot::test
