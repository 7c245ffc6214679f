#pragma once

#include <QString>

#include "core/study/people_accuracy.h"
#include "core/study/response_speed.h"
#include "ui/report/curve_chart.h"

namespace oneshot::ui {

/// "−0.35 points a trial (−8.05 to +7.35), 4 people"; in place of what there is not, why.
QString learningText(const LearningTrend&);
/// "right answers 0.94 s, wrong ones 1.98 s; +1.05 s (+0.53 to +1.56), 4 people"
QString speedText(const SpeedByOutcome&);
/// Returns in words how the figures of people are done.
QString peopleMethods();

report::CurveChart blockChart(const std::vector<TrialBlock>&);
report::CurveChart conditionalChart(const ConditionalAccuracy&);

}  // namespace oneshot::ui
