#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/files/csv_survey.h"

namespace oneshot {

/// Which column holds the labels of a table, and how that is known.
struct CsvLabels {
    std::size_t column = 0;
    const char* how = "";               ///< "by its name", "as requested", ...
    bool guessed = false;               ///< by values alone
    std::vector<std::size_t> copies{};  ///< columns of words, or with names of labels, that repeat the label
};

/// wanted: a name or a number from 1; empty: finds the labels as parseCsvVectors() says. Throws as that does.
CsvLabels findCsvLabels(std::string_view text, const std::string& name, const CsvSurvey&, const std::string& wanted);

/// Marks the columns of numbers [labels.size(), columns] that hold one value for each label, and so repeat it. Marks
/// none if labels have fewer than two rows on average, if all columns do so, or if most hold the same two values: a
/// single pixel may well separate two classes.
std::vector<bool> findLabelCopies(const std::vector<std::string>& labels, const std::vector<float>& values,
                                  std::size_t columns);

}  // namespace oneshot
