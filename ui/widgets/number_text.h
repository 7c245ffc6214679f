#pragma once

#include <QString>

namespace oneshot::ui {

QString durationText(double seconds);  ///< "0:42", "12:05", "1:02:07"
QString percentText(double percent);   ///< "81.5 %"

/// With a sign, and a minus as long as the plus: "+0.83", "−0.12".
QString signedText(double value, int decimals = 2);

}  // namespace oneshot::ui
