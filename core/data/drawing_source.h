#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/data/catalogue.h"

namespace oneshot {

using ProgressFunction = std::function<void(std::int64_t done, std::int64_t total)>;

/// Drawings as they were read or made, and what was seen in them.
struct ReadDrawings {
    std::vector<Drawing> drawings;  ///< one of neither pixels nor features is left out
    bool lightInk = false;
    std::vector<DatasetWarning> warnings = {};
};

/// Where drawings come from: what there is, known before any is read or made, and how to read some.
struct DrawingSource {
    DataFormat format = DataFormat::Omniglot;
    Catalogue catalogue;
    /// The drawings of these ids of the catalogue, in order, on all cores; openDataset adds their drawers.
    std::function<ReadDrawings(const std::vector<DrawingId>&, const ProgressFunction&)> read;
    std::vector<DatasetWarning> warnings;  ///< seen before any drawing is read
    std::string licence;                   ///< of what lies within; empty where unknown
    std::string understanding = {};        ///< Dataset::understanding
};

}  // namespace oneshot
