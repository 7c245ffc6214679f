#pragma once

#include <CLI/App.hpp>
#include <optional>

#include "core/compute/device.h"

namespace oneshot::cli {

/// Adds --device to a command that computes with networks; without it `device` stays as it is.
CLI::Option* addDeviceOption(CLI::App& command, std::optional<Device>& device);

}  // namespace oneshot::cli
