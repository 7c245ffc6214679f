#pragma once

#include <string_view>

// What the names of a table's columns mean.

namespace oneshot {

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

}  // namespace oneshot
