#include "core/evaluation/statistics_json.h"

#include "core/base/strict_json.h"

namespace oneshot {

Json intervalJson(const Interval& interval) {
    return Json::array({interval.low, interval.high});
}

Json accuracyJson(const Accuracy& accuracy) {
    return {{"right", accuracy.right},
            {"total", accuracy.total},
            {"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

Interval intervalFrom(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

Accuracy accuracyFrom(const Json& json) {
    return {amount<int>(json.at("right")), amount<int>(json.at("total"))};
}

}  // namespace oneshot
