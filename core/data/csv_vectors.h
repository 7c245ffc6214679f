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
    std::string leftOutColumn;         ///< the first one, which only numbers the rows; empty: there is no such
    bool labelsGuessed = false;        ///< neither names nor words tell which column holds the labels
    std::string understanding;         ///< which column is what, in plain English without full stop
};

/// Reads UTF-8 text of columns parted by commas, semicolons or tabs (see CsvRows), with a header or none, fields quoted
/// or not, decimal points or, where no number has a point and they cannot be thousands, decimal commas. A first column
/// that only numbers the rows is left out.
/// labelColumn: a name in the header or a number from 1; empty: the column named label, class, species, target, variety
/// or y, else the only one that is not of numbers, else the last or the first if it alone holds few whole numbers.
/// Throws Error(BadData) naming line and column of what is no finite number, missing or too much, and where several
/// columns may hold the labels; Error(InvalidSetting) for a label column that is not there.
CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn = {});

}  // namespace oneshot
