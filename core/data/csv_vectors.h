#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// Rows of a table of numbers, each with a label.
struct CsvVectors {
    std::string labelColumn;           ///< its name, or "column N" where there is no header
    std::vector<std::string> columns;  ///< the names of the numbers, likewise
    std::vector<std::string> labels;   ///< of each row
    std::vector<float> values;         ///< [labels.size(), columns.size()]
};

/// Reads UTF-8 text with commas, semicolons or tabs, with a header or none, fields quoted or not, decimal points.
/// labelColumn: a name in the header or a number from 1; empty: the column named label, class, species, target, variety
/// or y, else the only one that is not of numbers, else the last.
/// Throws Error(BadData) naming line and column of what is no finite number, missing or too much, and
/// Error(InvalidSetting) for a label column that is not there.
CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn = {});

}  // namespace oneshot
