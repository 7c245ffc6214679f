#pragma once

#include <string>

namespace oneshot {

/// Call first thing in main, before any thread: keeps freed memory instead of giving it back to the kernel at every
/// step (half of a training step otherwise), and makes results repeatable (deterministic algorithms).
void configureProcess();

/// Threads of tensor operations begun by the calling thread; 0 means all cores, as do more than there are. Call before
/// its first operation.
void useComputeThreads(int threads);
int computeThreads(int asked);  ///< how many are used where so many are asked for
/// What to tell a person who asks for more threads than there are cores; else empty.
std::string threadsWarning(int asked);

/// Lowers the scheduling priority of the calling thread below the window's (Linux); its OpenMP workers inherit it.
void lowerThreadPriority();

int hardwareThreads();
std::string computeDescription();  ///< LibTorch version, BLAS, CPU capability, one line
bool cudaAvailable();
std::string gpuNames();  ///< of the CUDA devices that this LibTorch can use, "NVIDIA H200"; empty: there is none
bool fastBFloat16();     ///< whether this CPU multiplies bfloat16 natively

}  // namespace oneshot
