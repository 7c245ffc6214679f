#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// The content of a file: for Excel with a byte order mark, without which it misreads letters beyond ASCII.
inline std::string csvFile(std::string table, bool forExcel) {
    return forExcel ? table.insert(0, byteOrderMark) : table;
}

/// A row of a table. Its fields stay valid until the next one is read.
struct CsvRow {
    std::int64_t line = 0;  ///< the number of its first line, from 1
    std::vector<std::string_view> fields;
    std::deque<std::string> unquoted;  ///< holds the text of quoted fields
};

/// Reads UTF-8 text row by row, with or without a byte order mark. Quoted fields may hold separators, line ends and
/// doubled quotes (RFC 4180). Empty rows are skipped.
class CsvRows {
  public:
    /// Takes the separator from a first line "sep=;" (in any case, quoted or not), which is not a row. Otherwise takes
    /// tab, semicolon or comma: the one that splits the first rows equally and into the most numbers. Errors call the
    /// text `name`.
    CsvRows(std::string_view text, std::string name);

    /// Returns false at the end. Throws Error(BadData) naming the line.
    bool next(CsvRow&);
    char separator() const { return separator_; }

  private:
    CsvRows(std::string_view text, std::string name, char separator);

    static char separatorOf(std::string_view text);
    static std::optional<double> numberFraction(std::string_view text, char separator);
    std::string_view field(CsvRow&);
    std::string_view quoted(CsvRow&);
    bool isBlank(char c) const { return c == ' ' || (c == '\t' && separator_ != '\t'); }
    void skipBlanks();
    bool atFieldsEnd() const;
    void endLine();

    std::string_view text_;
    std::string name_;
    char separator_ = ',';
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
};

/// Reads a finite number, with or without a decimal point, that fits into a float.
std::optional<float> finiteFloat(std::string_view);
/// Reads a number with one decimal comma instead.
std::optional<float> numberWithComma(std::string_view);
bool isCsvNumber(std::string_view);  ///< true for either
/// Reads a whole number of digits alone, with or without a minus.
std::optional<std::int64_t> countingNumber(std::string_view);

}  // namespace oneshot
