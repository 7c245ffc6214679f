#pragma once

#include <QCoreApplication>
#include <QString>
#include <vector>

#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

/// How evenly frames were handed over to be shown. It says nothing of when a screen lit up: only a light sensor does.
struct FrameFigures {
    Q_DECLARE_TR_FUNCTIONS(FrameFigures)
  public:
    session::ShownStamp stamp = session::ShownStamp::Painted;
    int frames = 0;                                                           ///< intervals between two of them
    double medianMilliseconds = 0, p95Milliseconds = 0, p99Milliseconds = 0;  ///< of the intervals
    int missed = 0;                                                           ///< refreshes that brought no new frame

    /// intervals: ms between frames, one at least.
    static FrameFigures of(session::ShownStamp, const std::vector<double>& intervals);

    double hz() const { return 1000 / medianMilliseconds; }  ///< measured refresh rate, where frames were swapped
    QString inWords() const;
    QString toJson() const;
};

}  // namespace oneshot::ui
