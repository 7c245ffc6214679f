#include "core/runs/run_directory.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <random>

#include "core/base/error.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

fs::path& chosenHome() {
    static fs::path home;
    return home;
}

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value && *value ? value : nullptr;
}

}  // namespace

void setHomeFolder(const fs::path& home) {
    chosenHome() = fs::absolute(home);
}

fs::path homeFolder() {
    if (!chosenHome().empty()) return chosenHome();
    if (const char* home = variable("ONESHOT_HOME")) return fs::absolute(home);
    if (const char* data = variable("XDG_DATA_HOME")) return fs::path(data) / "oneshot-workbench";
    const char* home = variable("HOME");
    return fs::path(home ? home : ".") / ".local/share/oneshot-workbench";
}

fs::path runsFolder() {
    return homeFolder() / "runs";
}

fs::path newFolderIn(const fs::path& folder, const std::string& what) {
    const std::string now = utcNow();  // 2026-11-23T14:12:05Z
    const std::string stamp = now.substr(0, 10) + '_' + now.substr(11, 2) + now.substr(14, 2) + '_';
    std::random_device device;
    while (true) {
        const fs::path path = folder / (stamp + what + fmt::format("_{:04x}", device() & 0xffffU));
        if (!fs::exists(path)) return path;
    }
}

fs::path setAside(const fs::path& path) {
    const fs::path first = path.string() + ".damaged";
    fs::path beside = first;
    std::error_code failed;
    for (int next = 2; fs::exists(fs::symlink_status(beside, failed)); ++next)
        beside = first.string() + '-' + std::to_string(next);
    fs::rename(path, beside, failed);
    if (failed)
        throw Error(ErrorCode::Failed, path.string(), "is damaged and could not be set aside: " + failed.message(),
                    "Allow writing to its folder, then try again.");
    return beside;
}

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace oneshot
