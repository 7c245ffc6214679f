#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// Rows of a table of numbers, each with a label.
struct CsvVectors {
    std::string labelColumn;               ///< its name, or "column N" where there is no header
    std::vector<std::string> columns;      ///< the names of the numbers, likewise
    std::vector<std::string> labels;       ///< of each row
    std::vector<float> values;             ///< [labels.size(), columns.size()]
    std::vector<std::string> rowNumbers;   ///< columns that only number the rows and are left out
    std::vector<std::string> labelCopies;  ///< columns that tell the label once more and are left out
    std::string nameInData;      ///< a word of the first line, if that is data, that looks like a column's name
    bool labelsGuessed = false;  ///< neither names nor words tell which column holds the labels
    std::string understanding;   ///< which column is what, in plain English without full stop
};

/// Reads UTF-8 text of columns parted by commas, semicolons or tabs (see CsvRows), with a header or none, fields quoted
/// or not, decimal points or, where no number has a point and they cannot be thousands, decimal commas.
///
/// Columns are left out that only number the rows, and those that tell the label: where each value stands beside one
/// label and each label beside one value; either is enough if the column is called like labels. keepColumns: numbers of
/// rows are kept, if they are numbers at all.
///
/// labelColumn: a name in the header or a number from 1; empty: the column named label, class, species, target, variety
/// or category, else y (unless there is an x), digit or letter, else the only one that is not of numbers, else the last
/// or the first if it alone holds few whole numbers, or is unlike the many columns between them.
///
/// Throws Error(BadData) naming line and column of what is no finite number, missing or too much, and where several
/// columns may hold the labels; Error(InvalidSetting) for a label column that is not there.
CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn = {},
                           bool keepColumns = false);

}  // namespace oneshot
