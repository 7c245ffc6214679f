#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oneshot {

inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// The content of a file: for Excel with a byte order mark, without which it takes letters beyond English ones for
/// others.
inline std::string csvFile(std::string table, bool forExcel) {
    return forExcel ? table.insert(0, byteOrderMark) : table;
}

/// A line of a table, whose fields stay valid until the next one is read.
struct CsvRow {
    std::int64_t line = 0;  ///< where it begins, from 1
    std::vector<std::string_view> fields;
    std::deque<std::string> unquoted;  ///< holds fields whose quotes were doubled
};

/// Row by row through UTF-8 text with or without a byte order mark; fields in quotes may hold separators, line ends and
/// doubled quotes (RFC 4180). Rows without anything in them are passed over.
class CsvRows {
  public:
    /// Takes the separator from a first line "sep=;", in quotes or capitals too, which is no row, else of tab,
    /// semicolon and comma the one that parts the first rows alike and into the most numbers. name: what an error calls
    /// the text.
    CsvRows(std::string_view text, std::string name);

    /// False at the end. Throws Error(BadData) naming the line.
    bool next(CsvRow&);
    char separator() const { return separator_; }

  private:
    CsvRows(std::string_view text, std::string name, char separator);

    static char separatorOf(std::string_view text);
    static std::optional<double> numberShare(std::string_view text, char separator);
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

/// A finite number with or without a decimal point that fits into a float.
std::optional<float> finiteFloat(std::string_view);
/// The same with one decimal comma.
std::optional<float> numberWithComma(std::string_view);
bool isCsvNumber(std::string_view);  ///< either of both
/// A whole number written with digits alone, or a minus before them.
std::optional<std::int64_t> countingNumber(std::string_view);

}  // namespace oneshot
