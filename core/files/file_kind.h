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

/// Tells the kind of a file. head: the file or at least its first 64 KiB.
FileKind fileKindOf(std::span<const std::uint8_t> head);

/// Tells the kind of a file on disk; Unknown if it cannot be read or is not a file.
FileKind fileKindAt(const std::filesystem::path&);

/// The kind in words, with its article: "a GIF image", "a 7z archive", "text", "a file of an unknown kind".
std::string describe(FileKind);

/// True if it can be decoded as an image.
bool isImageKind(FileKind);

/// True for archives other than zip: tar, gzip, 7z, ...
bool isForeignArchive(FileKind);

/// True for one packed file: gzip, bzip2, xz or Zstandard.
bool isPacked(FileKind);

/// The kind of the file `name` in words: "a GIF image named .jpg", or "a GIF image" if the name agrees.
std::string describeNamed(FileKind, const std::string& name);

/// The remedy for a file of this kind that was given as data.
std::string remedyAsData(FileKind);

/// Throws Error(BadData) for a file whose first bytes show that it is not a readable archive, naming what it is and
/// what to do. A zip or tar may still prove damaged. begin: the first 64 KiB; unpacked: the first of the content of a
/// gzip, bzip2, xz or zstd file, empty if it cannot be unpacked or is another file.
void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name);

/// Throws Error(BadData) for a file that was given as a table by its ending, but does not hold text.
void requireTable(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace oneshot
