#pragma once

#include <QStringList>
#include <vector>

#include "ui/session/runs/run_details.h"

namespace oneshot::ui {

/// Runs of the same settings and data, whose seeds alone differ.
struct SeedGroup {
    std::vector<std::size_t> runs;  ///< their places, ascending
    QString name;                   ///< of the run if it is alone, else "compact, 3 seeds"
};

/// Every run is in one group; groups are in the order of their first runs. names: of the runs, in the same order.
std::vector<SeedGroup> groupedBySeed(const std::vector<session::RunDetailsPtr>&, const QStringList& names);

/// Returns the mean of curves at the steps that all of them have, with the lowest and the highest value as bounds.
/// smoothing: decay of a debiased average of each curve before that; 0: none.
session::MetricCurve meanOf(const std::vector<const session::MetricCurve*>&, double smoothing);

}  // namespace oneshot::ui
