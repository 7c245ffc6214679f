#include "core/runs/run_evaluations.h"

#include "core/base/json.h"
#include "core/base/strict_json.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_lock.h"

namespace oneshot {
namespace fs = std::filesystem;
namespace {

constexpr const char* fileName = "evaluation.json";

/// Throws Json::exception where the file is no list.
Json entriesOf(const fs::path& path) {
    std::error_code failed;
    if (!fs::exists(path, failed)) return Json::array();
    Json entries = readJsonFile(path);
    entries.get_ref<const Json::array_t&>();
    return entries;
}

}  // namespace

std::vector<EvaluationRecord> readEvaluations(const fs::path& directory, std::string* damage) {
    std::vector<EvaluationRecord> records;
    const auto attempt = [&](const auto& read) {
        try {
            read();
        } catch (const Json::exception& error) {
            if (damage && damage->empty()) *damage = problemOf(error);
        }
    };
    attempt([&] {
        for (const Json& entry : entriesOf(directory / fileName))
            attempt([&] { records.push_back(evaluationRecordFrom(entry)); });
    });
    return records;
}

fs::path recordEvaluation(const fs::path& directory, Json evaluation) {
    const EvaluationLock lock(directory);
    const fs::path path = directory / fileName;
    fs::path aside;
    Json entries = Json::array();
    try {
        entries = entriesOf(path);
    } catch (const Json::exception&) {  // what it held may still be read by a person
        aside = setAside(path);
    }
    evaluation["evaluated_utc"] = utcNow();
    entries.push_back(std::move(evaluation));
    saveJsonFile(path, entries);
    return aside;
}

}  // namespace oneshot
