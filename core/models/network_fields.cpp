#include "core/models/network_fields.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/error.h"

namespace oneshot {
namespace {

// Refers to a member of NetworkSettings.
#define IN(MEMBER) [](NetworkSettings& settings) { return settingValue(settings.MEMBER); }

constexpr std::array<NetworkField, 27> fields{{
    {"architecture", IN(architecture)},
    {"input_size", IN(input.size), 8, 512},
    {"normalise_ink", IN(input.normaliseInk), 0, 1},
    {"ink_share", IN(input.inkShare), 0.1, 1},
    {"channels", IN(input.channels), 1, 3},
    {"byte_input", IN(byteInput), 0, 1, "byte_input"},
    {"maps", IN(maps), 1, 4096},
    {"pool_first", IN(poolFirst), 0, 1, "pool_first"},
    {"residual_blocks", IN(residualBlocks), 0, 16, "residual_blocks"},
    {"embedding", IN(embedding), 1, 65536},
    {"dropout", IN(dropout), 0, 0.95},
    {"logit_scale", IN(logitScale), 0.01, 1000, "logit_scale"},
    {"similarity", IN(similarity), 0, 0, "similarity"},
    {"comparison", IN(comparison), 0, 0, "similarity"},
    {"context_steps", IN(contextSteps), 1, 100, "similarity"},
    {"tuning_steps", IN(tuningSteps), 1, 100000, "classes"},
    {"tuning_rate", IN(tuningRate), 1e-6, 1000, "classes"},
    {"classes", IN(classes), 0, 1e7, "classes"},
    {"dense_layers", IN(denseLayers), 1, 65536, "similarity"},
    {"features", IN(features), 0, 1e6, "similarity"},
    {"controller", IN(controller), 1, 4096, "labels"},
    {"memory_slots", IN(memorySlots), 1, 4096, "labels"},
    {"memory_width", IN(memoryWidth), 1, 1024, "labels"},
    {"read_heads", IN(readHeads), 1, 64, "labels"},
    {"usage_decay", IN(usageDecay), 0, 1, "labels"},
    {"labels", IN(labels), 0, 0, "labels"},
    {"one_hot_labels", IN(oneHotLabels), 2, 1000, "labels"},
}};

#undef IN

bool isSound(NetworkSettings settings) {
    for (const NetworkField& field : fields)
        if (rangeFault(field.key, field.value(settings), field.low, field.high)) return false;
    return misfits(settings).empty() && (settings.architecture != Architecture::Dense || settings.features > 0);
}

}  // namespace

std::span<const NetworkField> networkFields() {
    return fields;
}

const NetworkField& networkFieldNamed(std::string_view key) {
    return *std::ranges::find(fields, key, &NetworkField::key);
}

Json networkJson(NetworkSettings settings) {
    Json json;
    for (const NetworkField& field : fields) json[field.key] = valueToJson(field.value(settings));
    return json;
}

NetworkSettings networkFromJson(const Json& json) {
    NetworkSettings settings;
    for (const NetworkField& field : fields)
        if (field.since.empty() || json.contains(field.since))
            valueFromJson(field.value(settings), field.key, json.at(std::string(field.key)));
    if (!isSound(settings)) throw Error(ErrorCode::BadData, "network", "its sizes are out of range");
    return settings;
}

}  // namespace oneshot
