#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/csv_survey.h"

namespace oneshot {

/// Where the labels of a table are, and how that is known.
struct CsvLabels {
    std::size_t column = 0;
    const char* how = "";               ///< "by its name", "as asked", ...
    bool guessed = false;               ///< by values alone
    std::vector<std::size_t> copies{};  ///< columns called like labels, or of words, that tell the label of a row
};

/// wanted: a name or a number from 1; empty: as parseCsvVectors says. Throws what that throws for it.
CsvLabels findCsvLabels(std::string_view text, const std::string& name, const CsvSurvey&, const std::string& wanted);

/// Which columns of numbers [labels.size(), columns] have one value for each label, and so tell it. None where a label
/// has fewer than two rows on average, where all columns do so, or where most hold the same two values: one of many
/// pixels may honestly part two classes.
std::vector<bool> columnsThatTell(const std::vector<std::string>& labels, const std::vector<float>& values,
                                  std::size_t columns);

}  // namespace oneshot
