#include "core/compute/device.h"

#include <utility>

#include "core/base/error.h"
#include "core/compute/compute.h"

namespace oneshot {

std::string deviceProblem(Device device) {
    if (device == Device::Cpu || cudaAvailable()) return {};
    return "there is no CUDA device that this LibTorch can use; choose cpu";
}

void requireDevice(Device device) {
    if (std::string problem = deviceProblem(device); !problem.empty())
        throw Error(ErrorCode::InvalidSetting, "device", std::move(problem));
}

}  // namespace oneshot
