#pragma once

#include "core/base/json.h"
#include "core/evaluation/statistics.h"

namespace oneshot {

Json intervalJson(const Interval&);  ///< [low, high], in percent
Json accuracyJson(const Accuracy&);  ///< right, total, accuracy_percent, confidence95, method

// These read them back. They throw Json::exception.
Interval intervalFrom(const Json&);
Accuracy accuracyFrom(const Json&);

}  // namespace oneshot
