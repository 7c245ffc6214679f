#pragma once

#include <QString>

#include "core/study/model_prediction.h"
#include "ui/report/curve_chart.h"

namespace oneshot::ui {

/// "ρ = +0.62 (+0.31 to +0.80), 40 tasks"; in place of what there is not, why.
QString correlationText(const RankCorrelation&);
/// The same, and "; ceiling 0.84, 12 people".
QString correlationText(const RankCorrelation&, const Ceiling&);
/// "ρ = +0.62"; in place of what there is not, why.
QString coefficientText(const RankCorrelation&);
/// What coefficientText() does not say: "95 % interval +0.31 to +0.80, 40 tasks; ceiling 0.84, 12 people".
QString precisionText(const RankCorrelation&, const Ceiling&);
/// Returns in words how correlations, ceiling and intervals are done.
QString itemMethods();

/// Draws people's error rate of each task against its difficulty for the model of that name.
report::CurveChart difficultyChart(const PredictionAnalysis&, const std::string& model);

}  // namespace oneshot::ui
