#include "core/evaluation/answer_cache.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/base/sha256.h"
#include "core/base/strict_json.h"

namespace oneshot {
namespace {

constexpr int schemaVersion = 1;
constexpr std::int64_t maxFileBytes = 64 << 20;

Json headOf(const AnswerKey& key) {
    return {{"schema", schemaVersion},   {"evaluation", AnswerCache::evaluationVersion},
            {"model", key.model},        {"data_sha256", key.dataSha256},
            {"tasks_sha256", key.tasks}, {"protocol", key.protocol}};
}

}  // namespace

std::filesystem::path AnswerCache::fileOf(const AnswerKey& key) const {
    Sha256 hash;
    for (const std::string& part : {key.model, key.dataSha256, key.tasks, key.protocol}) hash.add(part);
    return folder_ / (Sha256::hex(hash.digest()) + ".json");
}

std::optional<std::vector<bool>> AnswerCache::find(const AnswerKey& key, std::size_t tasks) const try {
    const std::vector<std::uint8_t> bytes = readFileBytes(fileOf(key), maxFileBytes);
    Json json = parseStrictJson<Json>({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const auto digits = json.at("right").get<std::string>();
    json.erase("right");
    if (json != headOf(key) || digits.size() != tasks || digits.find_first_not_of("01") != std::string::npos) return {};
    std::vector<bool> right;
    for (const char digit : digits) right.push_back(digit == '1');
    return right;
} catch (const Error&) {
    return {};
} catch (const Json::exception&) {
    return {};
}

void AnswerCache::store(const AnswerKey& key, const std::vector<bool>& right) const try {
    std::string digits;
    for (const bool one : right) digits += one ? '1' : '0';
    Json json = headOf(key);
    json["right"] = digits;
    std::error_code none;
    std::filesystem::create_directories(folder_, none);
    saveFile(fileOf(key), json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
} catch (const Error&) {
}

}  // namespace oneshot
