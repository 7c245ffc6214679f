#include "core/data/unfit_data.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "core/data/data_spec.h"
#include "core/data/error.h"
#include "core/data/file_kind.h"
#include "core/data/layouts.h"
#include "core/data/passed_over.h"
#include "core/data/text.h"

namespace oneshot {
namespace {

constexpr const char* asImages =
    "Save the images as PNG files, one folder a class, or the vectors as a .csv with a column of labels.";
constexpr const char* asModel =
    "A model of this program is given by --model, or chosen as a run in the window; data are images or tables.";

/// What to do with a file of this kind that was given as data.
std::string remedyOf(FileKind kind) {
    switch (kind) {
        case FileKind::Empty:
            return "Download or copy it again.";
        case FileKind::SevenZip:
        case FileKind::Rar:
            return "Unpack it and give the folder.";
        case FileKind::Zip:
        case FileKind::Tar:
        case FileKind::Gzip:
        case FileKind::Bzip2:
        case FileKind::Xz:
        case FileKind::Zstandard:
            return "Unpack it and give what is in it.";
        case FileKind::OfficeDocument:
        case FileKind::OpenDocument:
        case FileKind::Parquet:
        case FileKind::Sqlite:
            return "Save the table as a .csv with a column of labels and give that.";
        case FileKind::NumpyArray:
        case FileKind::NumpyArchive:
        case FileKind::Hdf5:
        case FileKind::Matlab:
        case FileKind::Pickle:
        case FileKind::Dicom:
            return asImages;
        case FileKind::PyTorch:
        case FileKind::Onnx:
        case FileKind::SafeTensors:
            return asModel;
        case FileKind::GitLfsPointer:
            return "Fetch the file itself: git lfs pull.";
        case FileKind::WebPage:
            return "Download the file itself: a page was saved in its place.";
        case FileKind::Text:
            return "Name it .csv or .tsv if it is a table of numbers with a column of labels.";
        case FileKind::Utf16Text:
            return "Save it in UTF-8, as a .csv if it is a table of numbers with a column of labels.";
        case FileKind::Video:
        case FileKind::Pdf:
            return "Save its pictures as PNG files, one folder a class.";
        default:
            return "Give the folder around it: the images of each class lie in a folder of their own.";
    }
}

/// Whether it is data, or may hold some, once it is unpacked.
bool isReadable(FileKind kind) {
    return isImageKind(kind) || isForeignArchive(kind) || kind == FileKind::Zip || kind == FileKind::Idx ||
           kind == FileKind::Text;
}

Error unfit(FileKind kind, const std::string& name, const std::string& problem) {
    return Error(ErrorCode::BadData, name, problem + ", not a sound zip archive or tar", remedyOf(kind));
}

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

/// What a container is that holds a file of this name, without a single image.
struct Sign {
    std::string_view fileName;
    std::string_view problem;
    std::string_view remedy;
};

constexpr auto signs = std::to_array<Sign>({
    {"run.json", "is a run of a training, not data", asModel},
    {"weights.safetensors", "is an exported model, not data", asModel},
    {"model.pt", "is an exported model, not data", asModel},
    {"data.pkl", "is a PyTorch file (pt), not data", asModel},
});

std::vector<std::string> filesEnding(const ContainerContent& content, std::initializer_list<std::string_view> endings) {
    std::vector<std::string> found;
    std::ranges::copy_if(content.otherFiles, std::back_inserter(found),
                         [&](const std::string& path) { return hasEnding(path, endings); });
    return found;
}

/// "5 .svg files, 1 .txt file"; the most frequent first.
std::string countedByEnding(const ContainerContent& content) {
    std::string text;
    for (const DatasetWarning& warning : passedOverWarnings(content, {}))
        if (warning.kind == DatasetWarning::Kind::PassedOver)
            text += (text.empty() ? "" : ", ") + counted(warning.count, (warning.subject + " file").c_str());
    return text;
}

Error withoutImages(const ContainerContent& content, const std::string& container) {
    const auto error = [&](const std::string& problem, std::string_view remedy) {
        return Error(ErrorCode::BadData, container, problem, std::string(remedy));
    };
    for (const Sign& sign : signs)
        if (std::ranges::any_of(content.otherFiles,
                                [&](const std::string& path) { return fileName(path) == sign.fileName; }))
            return error(std::string(sign.problem), sign.remedy);
    if (const auto archives =
            filesEnding(content, {".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar"});
        !archives.empty())
        return error("holds no image but archives: " + listed(archives), "Choose one of them, or unpack them.");
    if (const auto arrays = filesEnding(content, {".npy", ".npz", ".h5", ".hdf5", ".mat", ".pkl", ".parquet"});
        !arrays.empty())
        return error("holds no image but arrays: " + listed(arrays), asImages);
    if (const auto tables = filesEnding(content, {".csv", ".tsv"}); !tables.empty())
        return error("holds no image but tables: " + listed(tables), "Give the path of one of them.");
    if (const auto idx = filesEnding(content, {"-ubyte"}); !idx.empty())
        return error("holds no image but IDX files: " + listed(idx), "Unpack it and give the folder.");
    if (const auto texts = filesEnding(content, {".txt"}); !texts.empty() && isOmniglotLayout(texts))
        return error("holds strokes, not images",
                     "Give the images, and these by strokes: IMAGES:strokes=" + fileName(container) + ".");
    const std::string others = countedByEnding(content);
    return error("holds no images that can be read" + (others.empty() ? "" : "; it holds " + others),
                 dataLayoutsRemedy());
}

/// Of a run of Lake's: test/itemNN.png or training/classNN.png.
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

void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name) {
    if (begin.size() >= 2 && begin[0] == 'P' && begin[1] == 'K') return;
    const FileKind kind = fileKindOf(begin);
    switch (kind) {
        case FileKind::Unknown:
        case FileKind::Tar:
            return;
        case FileKind::Gzip:
        case FileKind::Bzip2:
        case FileKind::Xz:
        case FileKind::Zstandard: {
            const FileKind inner = fileKindOf(unpacked);
            if (unpacked.empty() || inner == FileKind::Unknown || inner == FileKind::Tar) return;
            throw unfit(isReadable(inner) ? kind : inner, name, "is " + describe(kind) + " of " + describe(inner));
        }
        default:
            throw unfit(kind, name, "is " + describeNamed(kind, name));
    }
}

void requireTable(std::span<const std::uint8_t> bytes, const std::string& name) {
    const FileKind kind = fileKindOf(bytes);
    if (kind == FileKind::Unknown || kind == FileKind::Empty || kind == FileKind::Text) return;
    // A table's first line may look like the signature of another kind: "PAR1,PAR2".
    const bool isMarkup = kind == FileKind::WebPage || kind == FileKind::Svg || kind == FileKind::GitLfsPointer;
    if (!isMarkup && std::ranges::find(bytes, 0) == bytes.end()) return;
    throw Error(ErrorCode::BadData, name, "is " + describeNamed(kind, name) + ", not a table in text", remedyOf(kind));
}

void requireImageSet(const ContainerContent& content, const std::vector<std::string>& images,
                     const std::string& container) {
    for (const auto& [path, kind] : {std::pair("[Content_Types].xml", FileKind::OfficeDocument),
                                     std::pair("META-INF/manifest.xml", FileKind::OpenDocument)})
        if (std::ranges::find(content.otherFiles, path) != content.otherFiles.end())
            throw Error(ErrorCode::BadData, container, "is " + describe(kind) + ", not a set of images",
                        remedyOf(kind));
    if (const auto lake = std::ranges::find_if(images, isLakeImage); lake != images.end())
        throw Error(ErrorCode::BadData, container, "holds Lake's runs (" + *lake + "), not a set of characters",
                    "Give it by --lake on the command line, or where the window asks for Lake's runs.");
    if (images.empty()) throw withoutImages(content, container);
}

}  // namespace oneshot
