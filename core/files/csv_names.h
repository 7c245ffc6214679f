#pragma once

#include <string_view>

// What the names of a table's columns tell.

namespace oneshot {

/// Whether columns of labels are called so, and hardly others: label, class, species, ...
bool isLabelName(std::string_view);
/// Whether columns of labels may be called so, and others too: y, digit, letter.
bool isWeakLabelName(std::string_view);
/// Whether a column called so is about labels, as label_id and class_name are.
bool isLikeLabelName(std::string_view);

/// Whether it stands over numbers of rows that have no name, as data frames are saved: nothing, "#", "Unnamed: 0",
/// "...1".
bool isNamelessIndex(std::string_view);
/// Whether numbers of rows are called so: id, index, no, ..., or nothing.
bool isIndexName(std::string_view);

/// Whether the word, as a value, looks like the name of a column: label, id, name, country, ...
bool isUsualName(std::string_view);
/// Whether the word may name a column at all: neither "NA" nor "12a" does.
bool mayBeName(std::string_view);

}  // namespace oneshot
