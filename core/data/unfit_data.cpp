#include "core/data/unfit_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/layouts.h"
#include "core/data/passed_over.h"
#include "core/files/unfit_file.h"

namespace oneshot {
namespace {

std::string fileName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// "a.zip, b.zip and 3 more"
std::string listed(const std::vector<std::string>& paths) {
    DatasetWarning list{DatasetWarning::Kind::PassedOver, 0, {}};
    for (const std::string& path : paths) addTo(list, path);
    return examplesOf(list);
}

bool hasEnding(const std::string& path, std::span<const std::string_view> endings) {
    const std::string name = lowerCase(fileName(path));
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// What a container is if it holds a file of this name and no image.
struct Sign {
    std::string_view fileName;
    std::string_view problem;
};

constexpr auto signs = std::to_array<Sign>({
    {"run.json", "is a run of a training, not data"},
    {"weights.safetensors", "is an exported model, not data"},
    {"model.pt", "is an exported model, not data"},
    {"data.pkl", "is a PyTorch file (pt), not data"},
});

std::vector<std::string> filesEnding(const ContainerContent& content, std::initializer_list<std::string_view> endings) {
    std::vector<std::string> found;
    std::ranges::copy_if(content.otherFiles, std::back_inserter(found),
                         [&](const std::string& path) { return hasEnding(path, endings); });
    return found;
}

/// "5 .svg files, 1 .txt file"; the most frequent first.
std::string countedByEnding(const ContainerContent& content) {
    std::vector<std::string> counts;
    for (const DatasetWarning& warning : passedOverWarnings(content, {}))
        if (warning.kind == DatasetWarning::Kind::PassedOver)
            counts.push_back(counted(warning.count, (warning.subject + " file").c_str()));
    return fmt::format("{}", fmt::join(counts, ", "));
}

Error withoutImages(const ContainerContent& content, const std::string& container) {
    const auto error = [&](const std::string& problem, const std::string& remedy) {
        return Error(ErrorCode::BadData, container, problem, remedy);
    };
    for (const Sign& sign : signs)
        if (std::ranges::any_of(content.otherFiles,
                                [&](const std::string& path) { return fileName(path) == sign.fileName; }))
            return error(std::string(sign.problem), remedyAsData(FileKind::PyTorch));
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
