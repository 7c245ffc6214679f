#pragma once

#include <QObject>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/runs/run_record.h"
#include "ui/session/common/worker.h"

namespace oneshot::session {

/// One figure of a run against its course; all lists are as long, but low and high, which may be empty.
struct MetricCurve {
    QList<double> steps, seconds, images, values;
    QList<double> low, high;  ///< 95 % interval of each value
};

/// What a run's larger files hold.
struct RunDetails {
    std::filesystem::path directory;
    std::string stamp;                      ///< of the files that this was read from
    std::optional<RunRecord> record;        ///< none: run.json is damaged
    std::map<QString, MetricCurve> curves;  ///< by name in metrics.csv; the bounds of an accuracy are with it
    QString problem;                        ///< what could not be read, in full words
};

using RunDetailsPtr = std::shared_ptr<const RunDetails>;

/// Never throws for what the files hold. Blocks.
RunDetails readRunDetails(const std::filesystem::path& directory);

/// Reads the details of the runs that a person has chosen, and keeps those that have not changed.
class RunDetailsReader : public QObject {
    Q_OBJECT
  public:
    /// ready() tells when they are there; a newer call for other runs takes the place of one that still reads.
    void read(const std::vector<std::filesystem::path>& runs);
    const std::vector<RunDetailsPtr>& details() const {
        return details_;
    }  ///< in the order asked for, of the last read

  Q_SIGNALS:
    void ready();

  private:
    std::vector<std::filesystem::path> asked_;  ///< for the last time
    std::vector<RunDetailsPtr> details_;
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
