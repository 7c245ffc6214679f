#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/files/csv_rows.h"

namespace oneshot {

/// The first line of a table, which may name its columns or be data: the lines below tell.
class CsvFirstLine {
  public:
    explicit CsvFirstLine(const CsvRow&);

    /// Compares it with the next line below.
    void compare(const CsvRow&);
    bool isHeader() const;
    /// A word that looks like the name of a column and stands in no other line of its column; empty: there is none.
    std::string lonelyName() const;

    const std::vector<std::string>& fields() const { return fields_; }
    /// The line below; empty where there is none.
    const std::vector<std::string>& below() const { return below_; }

  private:
    struct Word {
        std::size_t column;
        bool recurs = false, overNumbers = true;  ///< in its column
    };
    bool namesNumbers() const;

    std::vector<std::string> fields_, below_;
    std::vector<Word> words_;
};

}  // namespace oneshot
