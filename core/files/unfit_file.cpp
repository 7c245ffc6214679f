#include "core/files/unfit_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.h"

namespace oneshot {
namespace {

constexpr const char* asImages =
    "Save the images as PNG files, one folder a class, or the vectors as a .csv with a column of labels.";
constexpr const char* asModel = "Give a model by --model, or choose its run in the window; data are images or tables.";

/// True if it is data, or may hold some once it is unpacked.
bool isReadable(FileKind kind) {
    return isImageKind(kind) || isForeignArchive(kind) || kind == FileKind::Zip || kind == FileKind::Idx ||
           kind == FileKind::Text;
}

Error unfit(FileKind kind, const std::string& name, const std::string& problem) {
    return Error(ErrorCode::BadData, name, problem + ", not a sound zip archive or tar", remedyAsData(kind));
}

}  // namespace

std::string remedyAsData(FileKind kind) {
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
            throw unfit(isReadable(inner) ? kind : inner, name,
                        fmt::format("is {} of {}", describe(kind), describe(inner)));
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
    throw Error(ErrorCode::BadData, name, fmt::format("is {}, not a table in text", describeNamed(kind, name)),
                remedyAsData(kind));
}

}  // namespace oneshot
