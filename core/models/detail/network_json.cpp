#include "core/models/detail/network_json.h"

#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/models/network_fields.h"

namespace oneshot::detail {
namespace {

bool isSound(NetworkSettings settings) {
    for (const NetworkField& field : networkFields())
        if (rangeFault(field.key, field.value(settings), field.low, field.high)) return false;
    return misfits(settings).empty() && (settings.architecture != Architecture::Dense || settings.features > 0);
}

}  // namespace

Json networkJson(NetworkSettings settings) {
    Json json;
    for (const NetworkField& field : networkFields()) json[field.key] = valueToJson(field.value(settings));
    return json;
}

NetworkSettings networkFromJson(const Json& json) {
    NetworkSettings settings;
    for (const NetworkField& field : networkFields())
        if (field.since.empty() || json.contains(field.since))
            valueFromJson(field.value(settings), field.key, json.at(std::string(field.key)));
    if (!isSound(settings)) throw Error(ErrorCode::BadData, "network", "its sizes are out of range");
    return settings;
}

}  // namespace oneshot::detail
