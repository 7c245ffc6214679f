#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// What the rows of a table tell of its columns.
struct CsvSurvey {
    bool header = false;               ///< the first line names the columns
    std::string nameInData;            ///< where it does not: a word of it that looks like a name; empty: there is none
    std::vector<std::string> columns;  ///< their names, or "column N"
    std::int64_t rows = 0;             ///< without the header
    std::vector<bool> words;           ///< of each column: its first value is no number
    std::vector<bool> counts;          ///< of each column: it only numbers the rows; at least two others do not
};

/// Reads all rows. Throws Error(BadData) as parseCsvVectors does for rows of several lengths, too many rows or none.
CsvSurvey surveyCsv(std::string_view text, const std::string& name);

}  // namespace oneshot
