#include "core/data/other_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/catalogue.h"
#include "core/files/file_kind.h"

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
    DatasetWarning warning{Kind::ClassWithoutImages};
    for (const std::string& folder : without)
        if (!classes.contains(folder)) addTo(warning, folder);
    return warning;
}

/// "a.zip, b.zip and 3 more"
std::string listed(const std::vector<std::string>& paths) {
    DatasetWarning list{Kind::PassedOver};
    for (const std::string& path : paths) addTo(list, path);
    return examplesOf(list);
}

std::vector<std::string> filesEnding(const ContainerContent& content, std::initializer_list<std::string_view> endings) {
    std::vector<std::string> found;
    std::ranges::copy_if(content.otherFiles, std::back_inserter(found), [&](const std::string& path) {
        const std::string name = lowerCase(fileName(path));
        return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
    });
    return found;
}

/// "5 .svg files, 1 .txt file"; the most frequent first.
std::string countedByEnding(const ContainerContent& content) {
    std::vector<std::string> counts;
    for (const DatasetWarning& warning : passedOverWarnings(content, {}))
        if (warning.kind == Kind::PassedOver)
            counts.push_back(counted(warning.count, (warning.subject + " file").c_str()));
    return fmt::format("{}", fmt::join(counts, ", "));
}

Error withoutImages(const ContainerContent& content, const std::string& container) {
    const auto error = [&](const std::string& problem, const std::string& remedy) {
        return Error(ErrorCode::BadData, container, problem, remedy);
    };
    for (const auto& [name, problem] : {std::pair("run.json", "is a run of a training, not data"),
                                        {"weights.safetensors", "is an exported model, not data"},
                                        {"model.pt", "is an exported model, not data"},
                                        {"data.pkl", "is a PyTorch file (pt), not data"}})
        if (std::ranges::find(content.otherFiles, std::string(name), fileName) != content.otherFiles.end())
            return error(problem, remedyAsData(FileKind::PyTorch));
    if (const auto archives =
            filesEnding(content, {".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar"});
        !archives.empty())
        return error("holds archives instead of images: " + listed(archives), "Choose one of them, or unpack them.");
    if (const auto arrays = filesEnding(content, {".npy", ".npz", ".h5", ".hdf5", ".mat", ".pkl", ".parquet"});
        !arrays.empty())
        return error("holds arrays instead of images: " + listed(arrays), remedyAsData(FileKind::NumpyArray));
    if (const auto tables = filesEnding(content, {".csv", ".tsv"}); !tables.empty())
        return error("holds tables instead of images: " + listed(tables), "Give the path of one of them.");
    if (const auto idx = filesEnding(content, {"-ubyte"}); !idx.empty())
        return error("holds IDX files instead of images: " + listed(idx), "Unpack it and give the folder.");
    if (const auto texts = filesEnding(content, {".txt"}); !texts.empty() && isOmniglotLayout(texts))
        return error("holds strokes, not images",
                     fmt::format("Give the images, and these by strokes: IMAGES:strokes={}.", fileName(container)));
    const std::string others = countedByEnding(content);
    return error("holds no images that can be read" + (others.empty() ? "" : "; it holds " + others),
                 dataLayoutsRemedy());
}

/// True for an image of Lake's runs: test/itemNN.png or training/classNN.png.
bool isLakeImage(const std::string& path) {
    const std::vector<std::string> parts = split(path, '/');
    if (parts.size() < 2) return false;
    const std::string& folder = parts[parts.size() - 2];
    std::string name = parts.back().substr(0, parts.back().rfind('.'));
    const std::string_view kind = folder == "test" ? "item" : folder == "training" ? "class" : "";
    return !kind.empty() && name.starts_with(kind) && name.size() > kind.size() &&
           name.find_first_not_of("0123456789", kind.size()) == std::string::npos;
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
    DatasetWarning system{Kind::SystemFiles};
    for (const std::string& path : content.systemFiles) addTo(system, path);
    warnings.push_back(std::move(system));
    warnings.push_back({Kind::NamesDecoded, content.decodedFiles, {}, content.codePage});
    std::erase_if(warnings, [](const DatasetWarning& warning) { return warning.count == 0; });
    return warnings;
}

void requireImageSet(const ContainerContent& content, const std::vector<std::string>& images,
                     const std::string& container) {
    for (const auto& [path, kind] : {std::pair("[Content_Types].xml", FileKind::OfficeDocument),
                                     std::pair("META-INF/manifest.xml", FileKind::OpenDocument)})
        if (std::ranges::find(content.otherFiles, path) != content.otherFiles.end())
            throw Error(ErrorCode::BadData, container, fmt::format("is {}, not a set of images", describe(kind)),
                        remedyAsData(kind));
    if (const auto lake = std::ranges::find_if(images, isLakeImage); lake != images.end())
        throw Error(ErrorCode::BadData, container,
                    fmt::format("holds Lake's runs ({}), not a set of characters", *lake),
                    "Give it by --lake on the command line, or where the window asks for Lake's runs.");
    if (images.empty()) throw withoutImages(content, container);
}

}  // namespace oneshot
