#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace oneshot {

/// What a file is by its first bytes, regardless of its name.
enum class FileKind {
    Unknown,
    Empty,
    // images that can be decoded
    Png,
    Jpeg,
    Bmp,
    Gif,
    WebP,
    Tiff,
    // other pictures
    BigTiff,
    Heif,
    Avif,
    Jpeg2000,
    JpegXl,
    Photoshop,
    Icon,
    Svg,
    PortableAnymap,
    Dicom,
    Video,
    Pdf,
    // archives
    Zip,
    Tar,
    Gzip,
    Bzip2,
    Xz,
    Zstandard,
    SevenZip,
    Rar,
    OfficeDocument,
    OpenDocument,
    // numbers and models
    Idx,
    NumpyArray,
    NumpyArchive,
    Hdf5,
    Matlab,
    Parquet,
    Sqlite,
    PyTorch,
    Pickle,
    Onnx,
    SafeTensors,
    // text
    GitLfsPointer,
    WebPage,
    Utf16Text,
    Text
};

/// head: the file or its beginning, of which 64 KiB suffice.
FileKind fileKindOf(std::span<const std::uint8_t> head);

/// Likewise for a file on disk; Unknown if it cannot be read or is not a file.
FileKind fileKindAt(const std::filesystem::path&);

/// The kind in words, with its article: "a GIF image", "a 7z archive", "text", "a file of an unknown kind".
std::string describe(FileKind);

/// True if it can be decoded as an image.
bool isImageKind(FileKind);

/// True for archives other than zip: tar, gzip, 7z, ...
bool isForeignArchive(FileKind);

/// The kind of the file `name` in words: "a GIF image named .jpg", or "a GIF image" if the name agrees.
std::string describeNamed(FileKind, const std::string& name);

}  // namespace oneshot
