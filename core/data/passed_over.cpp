#include "core/data/passed_over.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/text.h"

namespace oneshot {
namespace {

using Kind = DatasetWarning::Kind;

std::string fileName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// ".svg"; empty for a name without one.
std::string endingOf(const std::string& path) {
    constexpr std::size_t maxLength = 12;
    const std::string name = lowerCase(fileName(path));
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 || name.size() - dot > maxLength ? std::string() : name.substr(dot);
}

/// True for files about a dataset rather than of it; never for pictures.
bool isDocument(const std::string& path) {
    constexpr auto pictures =
        std::to_array<std::string_view>({".svg", ".eps", ".psd", ".heic", ".heif", ".avif", ".ico", ".jxl", ".jp2"});
    if (std::ranges::find(pictures, endingOf(path)) != pictures.end()) return false;
    constexpr auto known = std::to_array<std::string_view>(
        {"readme", "license", "licence", "copying", "notice", "authors", "credits", "citation", "changelog",
         "attribution", "dataset", "metadata", "sha256sums", "md5sums", "checksums"});
    const std::string name = lowerCase(fileName(path));
    return std::ranges::find(known, name.substr(0, name.find('.'))) != known.end();
}

/// The first `count` parts of a path, or all of it.
std::string firstParts(const std::string& path, std::ptrdiff_t count) {
    std::size_t end = 0;
    for (; count > 0 && end != std::string::npos; --count) end = path.find('/', end == 0 ? 0 : end + 1);
    return path.substr(0, end);
}

/// "alphabet/character/file" of a drawing or its strokes, without outer folders and the ending.
std::string drawingOf(const std::string& path) {
    std::size_t begin = path.size();
    for (int parts = 0; parts < 3 && begin != std::string::npos && begin > 0; ++parts)
        begin = path.rfind('/', begin - 1);
    const std::size_t first = begin == std::string::npos ? 0 : begin + 1;
    return path.substr(first, path.rfind('.') - first);
}

/// One warning per ending, the most frequent first. All but the first few are joined as "other".
std::vector<DatasetWarning> byEnding(const std::vector<std::string>& paths) {
    constexpr std::size_t maxEndings = 6;
    std::map<std::string, DatasetWarning> byEnding;
    for (const std::string& path : paths) {
        const std::string ending = endingOf(path);
        const std::string subject = ending.empty() ? "other" : ending;
        addTo(byEnding.try_emplace(subject, DatasetWarning{Kind::PassedOver, 0, {}, subject}).first->second, path);
    }
    std::vector<DatasetWarning> warnings;
    for (auto& [ending, warning] : byEnding) warnings.push_back(std::move(warning));
    std::ranges::stable_sort(warnings, [](const auto& a, const auto& b) {
        return std::pair(a.subject == "other", -a.count) < std::pair(b.subject == "other", -b.count);
    });
    while (warnings.size() > maxEndings) {
        DatasetWarning last = std::move(warnings.back());
        warnings.pop_back();
        warnings.back().subject = "other";
        warnings.back().count += last.count;
    }
    return warnings;
}

/// The folders at this depth that these paths name or lie in.
std::set<std::string> foldersAt(std::ptrdiff_t depth, const std::vector<std::string>& paths, bool areFolders) {
    std::set<std::string> folders;
    for (const std::string& path : paths)
        if (std::ranges::count(path, '/') + (areFolders ? 1 : 0) >= depth) folders.insert(firstParts(path, depth));
    return folders;
}

/// Warns about folders at the depth of classes that hold other files or nothing, but not about folders of documents.
DatasetWarning classesWithoutImages(const ContainerContent& content, const std::vector<std::string>& images,
                                    const std::vector<std::string>& others) {
    const std::ptrdiff_t depth = std::ranges::count(images.front(), '/');
    const std::set<std::string> classes = foldersAt(depth, images, false),
                                filled = foldersAt(depth, content.otherFiles, false);
    std::set<std::string> without = foldersAt(depth, others, false);
    for (const std::string& folder : foldersAt(depth, content.folders, true))
        if (!filled.contains(folder)) without.insert(folder);
    DatasetWarning warning{Kind::ClassWithoutImages, 0, {}};
    for (const std::string& folder : without)
        if (!classes.contains(folder)) addTo(warning, folder);
    return warning;
}

}  // namespace

std::vector<DatasetWarning> passedOverWarnings(const ContainerContent& content,
                                               const std::vector<std::string>& images) {
    std::set<std::string> drawings;
    for (const std::string& path : images) drawings.insert(drawingOf(path));
    std::vector<std::string> others;
    std::ranges::copy_if(content.otherFiles, std::back_inserter(others), [&](const std::string& path) {
        return !isDocument(path) && !(endingOf(path) == ".txt" && drawings.contains(drawingOf(path)));
    });

    std::vector<DatasetWarning> warnings;
    if (!images.empty()) warnings.push_back(classesWithoutImages(content, images, others));
    std::ranges::move(byEnding(others), std::back_inserter(warnings));
    DatasetWarning system{Kind::SystemFiles, 0, {}};
    for (const std::string& path : content.systemFiles) addTo(system, path);
    warnings.push_back(std::move(system));
    warnings.push_back({Kind::NamesDecoded, content.decodedFiles, {}, content.codePage});
    std::erase_if(warnings, [](const DatasetWarning& warning) { return warning.count == 0; });
    return warnings;
}

}  // namespace oneshot
