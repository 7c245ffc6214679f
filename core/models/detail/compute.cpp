#include "core/models/compute.h"

#include <ATen/Parallel.h>
#include <malloc.h>
#include <omp.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <torch/torch.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace oneshot {

void configureProcess() {
#ifdef __GLIBC__
    // One arena that grows by brk and never shrinks: other arenas hold at most 64 MiB and map larger tensors afresh.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
    at::set_num_threads(hardwareThreads());  // Debian's LibTorch begins with 1
    at::globalContext().setDeterministicAlgorithms(true, false);
}

void useComputeThreads(int threads) {
    at::internal::lazy_init_num_threads();  // else the first operation of this thread would set the process's number
    omp_set_num_threads(threads > 0 ? threads : hardwareThreads());
}

void lowerThreadPriority() {
#ifdef __linux__
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10);  // of this thread alone, on Linux
#endif
}

int hardwareThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::string computeDescription() {
    std::string description = "LibTorch " TORCH_VERSION;
#ifdef __linux__
    // The distribution's alternative behind libblas.so.3 says which BLAS is used: ".../openblas-openmp/libblas.so.3".
    std::error_code none;
    const auto blas = std::filesystem::canonical("/usr/lib/x86_64-linux-gnu/libblas.so.3", none);
    if (!none) description += ", " + blas.parent_path().filename().string();
#endif
    const std::string config = at::show_config(), key = "CPU capability usage: ";
    if (const std::size_t at = config.find(key); at != std::string::npos)
        description += ", " + config.substr(at + key.size(), config.find('\n', at) - at - key.size());
    return description;
}

bool cudaAvailable() {
    return torch::cuda::is_available();
}

}  // namespace oneshot
