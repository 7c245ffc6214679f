#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/enum_names.h"

namespace oneshot {

/// Where a network and its batches live.
enum class Device { Cpu, Cuda };
template <>
struct EnumNames<Device> {
    static constexpr std::array<std::string_view, 2> all{"cpu", "cuda"};
};

/// Says why this computer cannot use the device; empty if it can.
std::string deviceProblem(Device);
/// Throws Error(InvalidSetting) for the field `device` if this computer cannot use it.
void requireDevice(Device);

}  // namespace oneshot
