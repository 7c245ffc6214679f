#pragma once

#include <QString>

namespace oneshot {
enum class ScoreKind;
}

namespace oneshot::ui {

QString durationText(double seconds);  ///< "0:42", "12:05", "1:02:07"
QString percentText(double percent);   ///< "81.5 %"
QString probabilityText(double p);     ///< "p = 0.030", "p < 0.001"

/// Writes a number with a sign, the minus as long as the plus: "+0.83", "−0.12".
QString signedText(double value, int decimals = 2);

/// Writes a score as a person reads it: a logit as the probability "p 0.97", a distance without its minus.
QString scoreText(ScoreKind, float score);
QString scoreName(ScoreKind);         ///< what such a number is: "cosine", "p(same)", "distance²"
QString scoreExplanation(ScoreKind);  ///< the same in a sentence

}  // namespace oneshot::ui
