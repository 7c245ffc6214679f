#pragma once

#include <QStringList>
#include <vector>

#include "ui/report/curve_chart.h"
#include "ui/session/tasks/ways_study.h"

namespace oneshot::ui {

/// The curves that have come so far: the learners', then nearest neighbour and chance.
report::CurveChart waysChart(const std::vector<session::WaysCurve>&);

/// What the tasks are: "1-shot, across alphabets, 400 tasks per point, 95 % Wilson intervals".
QString waysProtocol(const session::WaysQuestion&);

/// A sentence or two on each part of the data: which characters, how many, why N ends where it does; what could not be
/// shown and why.
QStringList waysSentences(const std::vector<session::WaysCurve>&, const session::WaysQuestion&);

}  // namespace oneshot::ui
