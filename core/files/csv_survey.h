#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// What the rows of a table show about its columns.
struct CsvSurvey {
    bool header = false;               ///< the first line names the columns
    std::string nameInData;            ///< without a header: a word of the first line that looks like a name
    std::vector<std::string> columns;  ///< their names, or "column N"
    std::int64_t rows = 0;             ///< the header not counted
    std::vector<bool> isText;          ///< for each column: its first value is not a number
    std::vector<bool> isRowNumber;     ///< for each column: it only numbers the rows; at least two columns do not
};

/// Reads all rows. Throws Error(BadData) as parseCsvVectors() does for rows of different lengths, too many rows or
/// none.
CsvSurvey surveyCsv(std::string_view text, const std::string& name);

}  // namespace oneshot
