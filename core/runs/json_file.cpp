#include "core/runs/json_file.h"

#include "core/data/container_files.h"
#include "core/data/save_file.h"
#include "core/data/strict_json.h"

namespace oneshot {
namespace {

constexpr std::int64_t mostJsonBytes = 16 << 20;

}  // namespace

Json readJsonFile(const std::filesystem::path& path) {
    const std::vector<std::uint8_t> bytes = readFileBytes(path, mostJsonBytes);
    return parseStrictJson<Json>({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void saveJsonFile(const std::filesystem::path& path, const Json& json) {
    saveFile(path, json.dump(2) + '\n');
}

}  // namespace oneshot
