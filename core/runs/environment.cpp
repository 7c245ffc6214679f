#include "core/runs/environment.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include <oneshot_commit.h>
#include "core/compute/compute.h"

namespace oneshot {
namespace {

std::string cpuModel() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) return line.substr(std::min(line.find(':') + 2, line.size()));
    return "unknown";
}

}  // namespace

Json environmentJson(int threads) {
    Json json{{"version", ONESHOT_VERSION},        {"commit", ONESHOT_COMMIT}, {"compiler", __VERSION__},
              {"compute", computeDescription()},   {"cpu", cpuModel()},        {"cores", hardwareThreads()},
              {"threads", computeThreads(threads)}};
    if (const std::string gpu = gpuNames(); !gpu.empty()) json["gpu"] = gpu;
    return json;
}

}  // namespace oneshot
