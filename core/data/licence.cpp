#include "core/data/licence.h"

#include <algorithm>
#include <sstream>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {

namespace fs = std::filesystem;

bool isLicenceName(const std::string& fileName) {
    std::string name = lowerCase(fileName);
    for (const std::string ending : {".txt", ".md"})
        if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    return name == "license" || name == "licence";
}

std::string licenceLine(std::span<const std::uint8_t> text) {
    constexpr std::size_t maxLength = 200;
    std::istringstream lines(std::string(text.begin(), text.end()));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t begin = line.find_first_not_of("# \t\r\xEF\xBB\xBF");
        if (begin == std::string::npos) continue;
        return validUtf8(line.substr(begin, std::min(line.find_last_not_of(" \t\r") + 1 - begin, maxLength)));
    }
    return {};
}

std::string licenceBeside(const fs::path& file) try {
    for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path()))
        if (isLicenceName(entry.path().filename().string())) return licenceLine(readFileBytes(entry.path(), 1 << 20));
    return {};
} catch (const Error&) {
    return {};
} catch (const fs::filesystem_error&) {
    return {};
}

}  // namespace oneshot
