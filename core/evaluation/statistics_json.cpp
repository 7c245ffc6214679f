#include "core/evaluation/statistics_json.h"

#include <nlohmann/json.hpp>

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

}  // namespace oneshot
