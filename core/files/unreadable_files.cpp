#include "core/files/unreadable_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/base/text.h"

namespace oneshot {
namespace {

/// True for a link that can be followed.
bool offersLinks(const Error& problem) {
    return problem.remedy().find("links=follow") != std::string::npos;
}

std::string remedyOf(const std::vector<Error>& problems, bool canBeLeftOut) {
    const auto links = std::ranges::count_if(problems, offersLinks);
    if (links == std::ssize(problems))
        return "Add links=follow to the data's path, put in their place what they point to, or take them out.";
    return std::string("Repair them or take them out") +
           (canBeLeftOut ? ", or leave them out by skip-damaged=yes." : ".") +
           (links > 0 ? " With links=follow links are read." : "");
}

}  // namespace

Error unreadableFiles(const std::vector<Error>& problems, std::int64_t fileCount, const std::string& container,
                      bool canBeLeftOut) {
    constexpr std::size_t maxShown = 10;
    const Error& first = problems.front();
    if (problems.size() == 1) {
        const bool offersToLeaveOut = canBeLeftOut && !offersLinks(first);
        return Error(first.code(), first.where(), first.problem(),
                     first.remedy() + (offersToLeaveOut ? " skip-damaged=yes leaves it out." : ""));
    }
    std::string text =
        fmt::format("holds {} files that cannot be read, of {}:", grouped(std::ssize(problems)), grouped(fileCount));
    for (std::size_t i = 0; i < std::min(problems.size(), maxShown); ++i)
        text += fmt::format("\n  {} {}", pathWithin(container, problems[i].where()), problems[i].problem());
    if (problems.size() > maxShown)
        text += fmt::format("\n  and {} more", grouped(std::ssize(problems) - std::int64_t{maxShown}));
    return Error(ErrorCode::BadData, container, text, remedyOf(problems, canBeLeftOut));
}

std::string pathWithin(const std::string& container, const std::string& where) {
    return where.starts_with(container + "/") ? where.substr(container.size() + 1) : where;
}

}  // namespace oneshot
