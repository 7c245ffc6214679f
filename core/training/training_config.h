#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/enum_names.h"
#include "core/base/field_error.h"
#include "core/base/json.h"
#include "core/compute/device.h"
#include "core/models/network_settings.h"
#include "core/training/batch_settings.h"
#include "core/training/distortion_settings.h"
#include "core/training/loss_settings.h"
#include "core/training/optimiser_settings.h"

namespace oneshot {

enum class Precision {
    Float32,
    BFloat16,  ///< convolutions of the training in bfloat16; weights, statistics and all else stay float32
    Automatic  ///< bfloat16 where the CPU multiplies it natively (avx512_bf16), about 1.6 times as fast there
};
template <>
struct EnumNames<Precision> {
    static constexpr std::array<std::string_view, 3> all{"float32", "bfloat16", "auto"};
};

/// When a training ends.
struct LengthSettings {
    std::int64_t steps = 0;  ///< horizon of the schedule; 0: planned from `minutes`
    double minutes = 6;      ///< used where steps is 0
    int epochs = 0;          ///< the training ends after so many; 0: no limit
    int patience = 0;        ///< and after so many without a better validation accuracy; 0: never
    bool operator==(const LengthSettings&) const = default;
};

/// How a training is evaluated on the way.
struct ValidationSettings {
    int intervalSteps = 100;  ///< between evaluations and checkpoints
    int tasks = 400;
    int ways = 20;  ///< fewer where the validation set holds fewer characters
    int shots = 1;
    bool withinAlphabet = true;
    int seenTasks = 0;       ///< likewise of characters that it learns from, asked beside them
    bool twoDrawers = true;  ///< the query by one drawer, the support set by others; else any drawings
    bool operator==(const ValidationSettings&) const = default;
};

/// One complete description of a training; a preset is a named one. Equal configurations on equal data, machine,
/// libraries and threads give equal weights.
struct TrainingConfig {
    std::string preset = "compact";
    std::uint64_t seed = 1;
    int threads = 0;  ///< of tensor operations; 0: all cores
    Device device = Device::Cpu;
    Precision precision = Precision::Automatic;

    LengthSettings length;
    NetworkSettings network;
    InitialValues initialValues = InitialValues::Default;
    LossSettings loss;
    BatchSettings batches;
    DistortionSettings distortion;
    OptimiserSettings optimiser;
    ValidationSettings validation;
    bool operator==(const TrainingConfig&) const = default;
};

/// Every fault of the configuration, whatever the machine: see faultsHere().
std::vector<FieldError> validate(const TrainingConfig&);
/// Throws Error(InvalidSetting) that names every fault.
void requireValid(const TrainingConfig&);

Json toJson(const TrainingConfig&);
/// Throws Error(BadData); unknown keys are errors, and missing ones but those of `later` settings.
TrainingConfig trainingConfigFromJson(const Json&, const std::string& where);

}  // namespace oneshot
