#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

/// Rows of a table of numbers, each with a label.
struct CsvVectors {
    std::string labelColumn;               ///< its name, or "column N" without a header
    std::vector<std::string> columns;      ///< the names of the columns of numbers
    std::vector<std::string> labels;       ///< one per row
    std::vector<float> values;             ///< [labels.size(), columns.size()]
    std::vector<std::string> rowNumbers;   ///< columns that only number the rows and are left out
    std::vector<std::string> labelCopies;  ///< columns that repeat the label and are left out
    std::string nameInData;                ///< a word that looks like a column's name, in a first line of data
    bool labelsGuessed = false;            ///< the column of the labels is known neither by its name nor by its words
    std::string understanding;             ///< what each column is taken for, in plain English without full stop
};

/// Reads UTF-8 text of columns separated by commas, semicolons or tabs (see CsvRows), with or without a header and
/// quotes. Numbers have decimal points, or decimal commas if none has a point and the commas cannot separate thousands.
///
/// Leaves out columns that only number the rows, unless keepColumns is set, and columns that repeat the label: those
/// with one value for each label and one label for each value; either suffices if the column has a name of labels.
///
/// labelColumn: a name in the header or a number from 1. If empty, takes the column named label, class, species,
/// target, variety or category; else y (unless there is an x), digit or letter; else the only column that is not of
/// numbers; else the last or the first, if it alone holds few whole numbers or is unlike the many columns between them.
///
/// Throws Error(BadData) naming line and column of a value that is not a finite number, is missing or too many, or if
/// several columns may hold the labels; Error(InvalidSetting) for a label column that does not exist.
CsvVectors parseCsvVectors(std::string_view text, const std::string& name, const std::string& labelColumn = {},
                           bool keepColumns = false);

}  // namespace oneshot
