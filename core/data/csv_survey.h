#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/csv_rows.h"

namespace oneshot {

/// What the rows of a table tell of its columns.
struct CsvSurvey {
    bool header = false;               ///< the first line names the columns
    std::vector<std::string> columns;  ///< their names, or "column N"
    std::int64_t rows = 0;             ///< without the header
    std::vector<bool> words;           ///< of each column: its first value is no number
    bool firstOnlyCounts = false;      ///< the first column numbers the rows, and there are at least two others

    /// Which of the columns that may hold labels do so by their values: few different whole numbers. One of them is the
    /// first (after one that only counts), the other the last.
    struct Classes {
        std::size_t column = 0;
        std::int64_t different = 0;  ///< 0: it holds no classes
    } first, last;
};

/// Reads all rows. Throws Error(BadData) as parseCsvVectors does for rows of several lengths, too many rows or none.
CsvSurvey surveyCsv(std::string_view text, const std::string& name);

/// Whether columns of labels are called so: label, class, species, ...
bool isLabelName(std::string_view);

}  // namespace oneshot
