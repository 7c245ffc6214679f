#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/files/csv_rows.h"

namespace oneshot {

/// Decides by the lines below whether the first line of a table names its columns or is data.
class CsvFirstLine {
  public:
    explicit CsvFirstLine(const CsvRow&);

    /// Takes the next line below into account.
    void compare(const CsvRow&);
    bool isHeader() const;
    /// A word that looks like the name of a column and occurs only once in its column; empty if there is none.
    std::string lonelyName() const;

    const std::vector<std::string>& fields() const { return fields_; }
    /// The second line; empty if there is none.
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
