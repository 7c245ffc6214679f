#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// The values of one column, row by row, to be told apart only.
struct CsvColumn {
    std::vector<std::size_t> hashes;
    bool whole = true;    ///< all are whole numbers
    bool numbers = true;  ///< all are numbers

    std::int64_t different() const;
};

/// Whether the value of one column tells the value of the other in every row. False where either is always the same, or
/// has fewer than two rows a value, so that chance would do.
bool tells(const CsvColumn&, const CsvColumn& other);

struct CsvRange {
    double low = 0, high = 0;  ///< of the numbers of a column
};

/// These columns of a text that surveyCsv took.
std::vector<CsvColumn> readCsvColumns(std::string_view text, bool header, const std::vector<std::size_t>& columns);
/// Of all columns.
std::vector<CsvRange> readCsvRanges(std::string_view text, bool header);

}  // namespace oneshot
