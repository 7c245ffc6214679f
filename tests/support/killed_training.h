#pragma once

#include <QString>

namespace oneshot::test {

/// Trainings by the program `oneshot` that are ended by SIGKILL at random moments and gone on with.
struct KilledTraining {
    QString folder;  ///< where the runs are made
    QString preset;  ///< "compact" or "koch2015", with a small network
    int steps = 60;
    int kills = 1;     ///< at least so many: trainings are begun until there were so many
    quint32 seed = 7;  ///< of the moments
};

struct KilledOutcome {
    QString problem;  ///< what differs from the training that was left alone; empty: all ended in the same bytes
    int kills = 0;
    int resumptions = 0;
    int runs = 0;  ///< that were killed and came to their end
};

/// Weights and figures of each against those of one that was left alone. Blocks.
KilledOutcome killAndCompare(const KilledTraining&);

}  // namespace oneshot::test
