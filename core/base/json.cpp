#include "core/base/json.h"

#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace oneshot {
namespace {

constexpr std::int64_t maxJsonBytes = 16 << 20;

std::vector<std::uint8_t> bytesOf(const std::filesystem::path& path) try {
    return readFileBytes(path, maxJsonBytes);
} catch (const Error& error) {
    throw Unreadable({error.code(), error.where(), error.problem(),
                      "It is left as it is: allow reading it, or restore it from a copy."});
}

}  // namespace

Json readJsonFile(const std::filesystem::path& path) {
    return parseStrictJson<Json>(asText(bytesOf(path)));
}

void saveJsonFile(const std::filesystem::path& path, const Json& json) {
    saveFile(path, json.dump(2) + '\n');
}

}  // namespace oneshot
