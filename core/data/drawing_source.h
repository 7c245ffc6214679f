#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/base/stop.h"
#include "core/data/catalogue.h"

namespace oneshot {

/// Drawings that were read or made, and what was found in them.
struct ReadDrawings {
    std::vector<Drawing> drawings;  ///< one without pixels and features counts as left out
    bool lightInk = false;
    std::vector<DatasetWarning> warnings = {};
};

/// Where drawings come from: the catalogue, known before any is read or made, and how to read some of them.
struct DrawingSource {
    DataFormat format = DataFormat::Omniglot;
    Catalogue catalogue;
    /// Reads the drawings with these ids of the catalogue, in order, on all cores. openDataset() adds their drawers.
    std::function<ReadDrawings(const std::vector<DrawingId>&, const ProgressFunction&)> read;
    std::vector<DatasetWarning> warnings;  ///< known before any drawing is read
    std::string licence;                   ///< of the data; empty if unknown
    std::string understanding = {};        ///< Dataset::understanding
};

/// The built-in glyphs. Throws as openDataset() does.
DrawingSource glyphSource(const DataSpec&);

/// The rows of a table. spec: with an absolute path. Throws as openDataset() does.
DrawingSource vectorSource(const DataSpec& spec);

/// True for files named LICENSE or LICENCE, in any case, with .txt, .md or no ending.
bool isLicenceName(const std::string& fileName);

/// Returns the first line with text: "MIT License".
std::string licenceLine(std::span<const std::uint8_t> text);

/// Does the same for a licence in the folder of `file`; empty if none can be read.
std::string licenceBeside(const std::filesystem::path& file);

}  // namespace oneshot
