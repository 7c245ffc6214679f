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
                       ///< presentationMetric(), or a bound of one of these
    double value = 0;
    bool operator==(const MetricRow&) const = default;
};

/// "accuracy_presentation_1_percent": of the drawings that are the 1st of their character in an episode.
std::string presentationMetric(int presentation);
/// "accuracy_low_percent" and "accuracy_high_percent" of "accuracy_percent": its 95 % interval.
std::string lowBoundMetric(const std::string& metric);
std::string highBoundMetric(const std::string& metric);

/// Append-only log of a run's figures.
class MetricLog {
  public:
    /// Opens for appending; rows of steps after `lastStep`, and of evaluations after that of `lastEvaluation`, are cut
    /// first (a resume). A damaged file is kept beside, and its rows that can be read here. Throws Error(Failed).
    MetricLog(const std::filesystem::path&, std::int64_t lastStep, std::int64_t lastEvaluation);
    void append(const MetricRow&);
    void flush();  ///< throws Error(Failed) where the rows could not be written
    /// What was damaged, and where it is now, a sentence; empty: nothing.
    const std::string& damage() const { return damage_; }

  private:
    std::filesystem::path path_;
    std::ofstream file_;
    std::string damage_;
};

/// Whole rows of a log; a last row cut short is left out, as are lines that are no rows: `damage`, if given, receives
/// which these are, "line 7 is no row". Lines may end as an editor leaves them, by CR LF. Throws Error(BadData) where
/// it cannot be opened, or has lines of which none is one of a log.
std::vector<MetricRow> readMetrics(const std::filesystem::path&, std::string* damage = nullptr);

}  // namespace oneshot
