#include "app/cli/cli_support.h"

#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

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

std::string format(const char* pattern, ...) {
    std::va_list arguments, again;
    va_start(arguments, pattern);
    va_copy(again, arguments);
    std::string text(std::vsnprintf(nullptr, 0, pattern, arguments), '\0');
    std::vsnprintf(text.data(), text.size() + 1, pattern, again);
    va_end(again);
    va_end(arguments);
    return text;
}

std::string grouped(std::int64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string counted(std::int64_t n, const char* noun) {
    return grouped(n) + ' ' + noun + (n == 1 ? "" : "s");
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0)));
    const int minutes = static_cast<int>(whole / 60 % 60), rest = static_cast<int>(whole % 60);
    if (whole < 3600) return format("%d:%02d", minutes, rest);
    return format("%lld:%02d:%02d", static_cast<long long>(whole / 3600), minutes, rest);
}

std::string percent(const Interval& interval) {
    return format("%.1f .. %.1f", interval.low, interval.high);
}

std::string shellQuoted(const std::string& text) {
    const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+:,=@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

void printJson(const Json& json) {
    print(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

void print(const std::string& text) {
    if (std::fputs((text + '\n').c_str(), stdout) < 0 || std::fflush(stdout) != 0)
        throw Error(ErrorCode::Failed, "standard output", "cannot be written");
}

Json intervalJson(const Interval& interval) {
    return Json::array({interval.low, interval.high});
}

Json accuracyJson(const Accuracy& accuracy) {
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
