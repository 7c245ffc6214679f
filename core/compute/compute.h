#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/enum_names.h"

namespace oneshot {

/// Call first thing in main, before any thread: keeps freed memory instead of giving it back to the kernel at every
/// step (half of a training step otherwise), and makes results repeatable (deterministic algorithms).
void configureProcess();

/// Sets the threads of tensor operations that the calling thread begins, before its first one. 0, and more than there
/// are cores, mean all cores.
void useComputeThreads(int threads);
int computeThreads(int asked);  ///< how many threads are used if so many are asked for
/// Limits both, and parallelFor(), in the whole process, from the next call on. 0, and more than there are cores: no
/// limit. From any thread.
void limitComputeThreads(int most);
/// Warns a person who asks for more threads than there are cores; else empty.
std::string threadsWarning(int asked);

/// Lowers the scheduling priority of the calling thread below the window's (Linux); its OpenMP workers inherit it.
void lowerThreadPriority();

int hardwareThreads();
std::string computeDescription();  ///< LibTorch version, BLAS, CPU capability, one line
bool fastBFloat16();               ///< true if this CPU multiplies bfloat16 natively

/// Where a network and its batches live.
enum class Device { Cpu, Cuda };
template <>
struct EnumNames<Device> {
    static constexpr std::array<std::string_view, 2> all{"cpu", "cuda"};
};

bool cudaAvailable();
std::string gpuNames();  ///< of the CUDA devices that this LibTorch can use, "NVIDIA H200"; empty: there is none
/// Says why this computer cannot use the device; empty if it can.
std::string deviceProblem(Device);
/// Throws Error(InvalidSetting) for the field `device` if this computer cannot use it.
void requireDevice(Device);

}  // namespace oneshot
