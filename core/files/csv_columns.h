#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// The values of one column, row by row, as hashes to compare.
struct CsvColumn {
    std::vector<std::size_t> hashes;
    bool allWhole = true;    ///< all are whole numbers
    bool allNumbers = true;  ///< all are numbers

    std::int64_t distinctCount() const;
};

/// True if the value of one column determines the value of the other in every row. False if the other is constant, or
/// if there are fewer than two rows per value, which chance could explain.
bool determines(const CsvColumn&, const CsvColumn& other);

struct CsvRange {
    double low = 0, high = 0;  ///< of the numbers in a column
};

/// Reads these columns of a text that surveyCsv() accepted.
std::vector<CsvColumn> readCsvColumns(std::string_view text, bool header, const std::vector<std::size_t>& columns);
/// Reads the ranges of all columns.
std::vector<CsvRange> readCsvRanges(std::string_view text, bool header);

}  // namespace oneshot
