#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace oneshot {

/// One row of metrics.csv.
struct MetricRow {
    std::int64_t step = 0;
    double seconds = 0;
    std::int64_t images = 0;
    std::string name;  ///< "loss", "learning_rate", "accuracy_percent", "penalty", "seen_accuracy_percent",
                       ///< earlyMetric, presentationMetric(), or a bound of one of these
    double value = 0;
    bool operator==(const MetricRow&) const = default;
};

/// Of an early evaluation, which counts for nothing: see EarlyEvaluations.
inline constexpr const char* earlyMetric = "early_accuracy_percent";
/// "accuracy_presentation_1_percent": of the drawings that are the 1st of their character in an episode.
std::string presentationMetric(int presentation);
/// "accuracy_low_percent" and "accuracy_high_percent" of "accuracy_percent": its 95 % interval.
std::string lowBoundMetric(const std::string& metric);
std::string highBoundMetric(const std::string& metric);

/// As the log has numbers: the shortest text that reads back as the same one.
std::string metricText(double);

/// How far the rows of a run's log go at least, since they are written before each checkpoint.
struct LogEnd {
    std::int64_t step = 0;        ///< of the last checkpoint
    std::int64_t evaluation = 0;  ///< step of the last evaluation that this knows of
};

/// Append-only log of a run's figures.
class MetricLog {
  public:
    /// Opens for appending; rows after `end` are cut first (a resume). Where rows up to there are missing, the file is
    /// kept beside, and its rows that can be read here. Throws Error(Failed), and Unreadable where the file cannot be
    /// read, which is then left as it is.
    MetricLog(const std::filesystem::path&, const LogEnd& end);
    void append(const MetricRow&);
    void flush();  ///< throws Error(Failed) where the rows could not be written
    /// What was damaged or missing, and where it is now, a sentence; empty: nothing.
    const std::string& damage() const { return damage_; }

  private:
    std::filesystem::path path_;
    std::ofstream file_;
    std::string damage_;
};

/// Whole rows of a log; a last row that is being written is left out, as are lines that are no rows: `damage`, if
/// given, receives which these are, "line 7 is no row", and what is missing up to `end`. Lines may end as editors leave
/// them, by CR LF or CR. Throws Error(BadData) where it has lines of which none is one of a log, or no row though `end`
/// asks for some; Unreadable where it cannot be read.
std::vector<MetricRow> readMetrics(const std::filesystem::path&, std::string* damage = nullptr, const LogEnd& end = {});

}  // namespace oneshot
