#include "app/cli/cli_support.h"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/console.h"
#include "core/base/utf8.h"
#include "core/evaluation/statistics_json.h"
#include "core/models/models.h"

namespace oneshot::cli {
namespace {

bool outputClosed = false;

/// Whether nobody reads standard output any more: a pipe's other end, or a terminal whose connection is lost.
bool isReaderGone(int error) {
    struct stat status {};
    return error == EPIPE || (error == EIO && fstat(STDOUT_FILENO, &status) == 0 && S_ISCHR(status.st_mode));
}

void write(const std::string& text) {
    if (outputClosed) return;
    Console::clear();
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
    outputClosed = isReaderGone(errno);
    if (!outputClosed) throw Error(ErrorCode::Failed, "standard output", "cannot be written");
}

}  // namespace

int exitStatus(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidSetting:
            return exitUsage;
        case ErrorCode::BadData:
            return exitBadData;
        case ErrorCode::Stopped:
            return exitInterrupted;
        case ErrorCode::Failed:
            break;
    }
    return exitFailed;
}

bool isOutputClosed() {
    return outputClosed;
}

std::string percent(const Interval& interval) {
    return fmt::format("{:.1f} .. {:.1f}", interval.low, interval.high);
}

void printJson(const Json& json) {
    write(printableJson(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n');
}

void print(const std::string& text) {
    write(printable(text) + '\n');
}

void warnOfLastWeights(Console& console, const std::string& model) {
    if (const std::string notice = lastWeightsNotice(model); !notice.empty()) console.message(notice);
}

Json accuracyPercentJson(const Accuracy& accuracy) {
    return {{"accuracy_percent", accuracy.percent()},
            {"confidence95", intervalJson(accuracy.confidence95())},
            {"method", wilsonMethod}};
}

void addOverwriteOption(CLI::App& command, bool& overwrite) {
    command.add_flag("--overwrite", overwrite,
                     "Write into a folder that is not empty: files of the same names are replaced, all others stay");
}

}  // namespace oneshot::cli
