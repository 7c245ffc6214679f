#include "app/cli/cli_support.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/cli/console.h"
#include "core/evaluation/statistics_json.h"
#include "core/models/models.h"

namespace oneshot::cli {

int exitStatus(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidSetting:
            return exitUsage;
        case ErrorCode::BadData:
            return exitBadData;
        case ErrorCode::Failed:
            break;
    }
    return exitFailed;
}

std::string percent(const Interval& interval) {
    return format("%.1f .. %.1f", interval.low, interval.high);
}

void printJson(const Json& json) {
    print(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

void print(const std::string& text) {
    if (std::fputs((text + '\n').c_str(), stdout) < 0 || std::fflush(stdout) != 0)
        throw Error(ErrorCode::Failed, "standard output", "cannot be written");
}

void tellOfLastWeights(Console& console, const std::string& model) {
    if (const std::string notice = lastWeightsNotice(model); !notice.empty()) console.message(notice);
}

Json accuracyPercentJson(const Accuracy& accuracy) {
    return {{"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

void writeFile(const std::filesystem::path& path, const std::string& content) {
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.close();
    if (!file)
        throw Error(ErrorCode::Failed, path.string(), "cannot be written", "Is the disk full or the folder read-only?");
}

void makeFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw Error(ErrorCode::Failed, folder.string(), "cannot be made: " + error.message());
}

}  // namespace oneshot::cli
