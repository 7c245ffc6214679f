#include "core/compute/compute.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <malloc.h>
#include <omp.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <torch/torch.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

std::atomic<int> threadLimit = 0;  ///< set by limitComputeThreads()

}  // namespace

void configureProcess() {
#ifdef __GLIBC__
    // One arena that grows by brk and never shrinks: other arenas hold at most 64 MiB and map larger tensors afresh.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);  // cuBLAS refuses to be deterministic without
    at::set_num_threads(hardwareThreads());           // Debian's LibTorch begins with 1
    at::globalContext().setDeterministicAlgorithms(true, false);
}

void useComputeThreads(int threads) {
    // The first call in a thread sets the process's number; not lazy_init_num_threads() itself, which is inline: from
    // LibTorch 2 on the library has a copy of its own, and its first operation would set that number once more.
    at::get_num_threads();
    const int count = computeThreads(threads);
    omp_set_num_threads(count);
    // OpenBLAS follows OpenMP where it is built with it; its pthread build (kind 1) has a number of its own.
    static const auto kind = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_parallel"));
    static const auto setNumber = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (kind && setNumber && kind() == 1) setNumber(count);
}

int computeThreads(int asked) {
    // Threads that wait for others which have no core make every operation many times slower.
    const int limit = threadLimit, most = limit > 0 ? std::min(limit, hardwareThreads()) : hardwareThreads();
    return asked > 0 ? std::min(asked, most) : most;
}

void limitComputeThreads(int most) {
    threadLimit = most;
    limitAllParallelThreads(most);
}

std::string threadsWarning(int asked) {
    const int used = computeThreads(asked);
    if (asked <= used) return {};
    if (used < hardwareThreads())
        return fmt::format("{} threads are asked for, and this program may use {}", asked, used);
    return fmt::format("{} threads are asked for, and this computer has {}: {} {} used", asked, counted(used, "core"),
                       used, used == 1 ? "is" : "are");
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

bool fastBFloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

bool cudaAvailable() {
    return torch::cuda::is_available();
}

/// As the driver names them: LibTorch's own function for it is linked only where LibTorch was built for CUDA.
std::string gpuNames() {
    if (!cudaAvailable()) return {};
    std::set<std::string> names;
    std::error_code none;
    for (const auto& device : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", none)) {
        std::ifstream information(device.path() / "information");
        for (std::string line; std::getline(information, line);)
            if (line.starts_with("Model:"))
                names.insert(line.substr(std::min(line.find_first_not_of(" \t", 6), line.size())));
    }
    return names.empty() ? "CUDA device" : fmt::format("{}", fmt::join(names, ", "));
}

std::string deviceProblem(Device device) {
    if (device == Device::Cpu || cudaAvailable()) return {};
    return "there is no CUDA device that this LibTorch can use; choose cpu";
}

void requireDevice(Device device) {
    if (const std::string problem = deviceProblem(device); !problem.empty())
        throw Error(ErrorCode::InvalidSetting, "device", problem);
}

}  // namespace oneshot
