#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

// What the names of a table's columns mean, and what the columns hold.

/// True for names that hardly any but columns of labels have: label, class, species, ...
bool isLabelName(std::string_view);
/// True for names that columns of labels and others have: y, digit, letter.
bool isWeakLabelName(std::string_view);
/// True for names about labels, such as label_id and class_name.
bool isLikeLabelName(std::string_view);

/// True for what data frames are saved with above the numbers of rows: nothing, "#", "Unnamed: 0", "...1".
bool isNamelessIndex(std::string_view);
/// True for names of row numbers: id, index, no, ..., or nothing.
bool isIndexName(std::string_view);

/// True if a value looks like the name of a column: label, id, name, country, ...
bool isUsualName(std::string_view);
/// True if the word may name a column at all, unlike "NA" and "12a".
bool mayBeName(std::string_view);

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
