#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace oneshot {

/// What a file is by its first bytes, whatever its name.
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

/// head: the file, or so much of its beginning as is at hand; 64 KiB tell apart all kinds.
FileKind fileKindOf(std::span<const std::uint8_t> head);

/// Of a file on disk; Unknown where it cannot be read or is none.
FileKind fileKindAt(const std::filesystem::path&);

/// With its article, to stand after "is": "a GIF image", "a 7z archive", "text", "a file of an unknown kind".
std::string describe(FileKind);

/// Whether it can be decoded as an image.
bool isImageKind(FileKind);

/// Whether it packs other files and would have to be unpacked first: tar, gzip, 7z, ...; not a zip.
bool isForeignArchive(FileKind);

/// What a file called `name` is: "a GIF image named .jpg", or "a GIF image" where the name does not tell otherwise.
std::string describeNamed(FileKind, const std::string& name);

}  // namespace oneshot
