#include "core/files/file_kind.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

constexpr std::size_t enoughBytes = 1 << 16;

struct Words {
    FileKind kind;
    std::string_view words;
    std::string_view endings;  ///< usual endings of names, each after a blank; empty: any
};

constexpr auto words = std::to_array<Words>({
    {Unknown, "a file of an unknown kind", ""},
    {Empty, "an empty file", ""},
    {Png, "a PNG image", " .png"},
    {Jpeg, "a JPEG image", " .jpg .jpeg .jfif .jpe"},
    {Bmp, "a BMP image", " .bmp .dib"},
    {Gif, "a GIF image", " .gif"},
    {WebP, "a WebP image", " .webp"},
    {Tiff, "a TIFF image", " .tif .tiff"},
    {BigTiff, "a BigTIFF image", " .tif .tiff .btf .tf8"},
    {Heif, "a HEIC image", " .heic .heif"},
    {Avif, "an AVIF image", " .avif"},
    {Jpeg2000, "a JPEG 2000 image", " .jp2 .j2k .jpf .jpx"},
    {JpegXl, "a JPEG XL image", " .jxl"},
    {Photoshop, "a Photoshop document", " .psd .psb"},
    {Icon, "a Windows icon", " .ico .cur"},
    {Svg, "an SVG drawing", " .svg"},
    {PortableAnymap, "a PNM image", " .pbm .pgm .ppm .pnm"},
    {Dicom, "a DICOM image", " .dcm .dicom"},
    {Video, "a video or sound file", " .mp4 .m4v .mov .m4a .avi .wav .3gp .mkv .webm"},
    {Pdf, "a PDF document", " .pdf .ai"},
    {Zip, "a zip archive", " .zip"},
    {Tar, "a tar archive", " .tar"},
    {Gzip, "a gzip archive", " .gz .tgz"},
    {Bzip2, "a bzip2 archive", " .bz2 .tbz2"},
    {Xz, "an xz archive", " .xz .txz"},
    {Zstandard, "a Zstandard archive", " .zst .tzst"},
    {SevenZip, "a 7z archive", " .7z"},
    {Rar, "a RAR archive", " .rar"},
    {OfficeDocument, "an Office document or table (xlsx, docx, pptx)", " .xlsx .xlsm .docx .pptx"},
    {OpenDocument, "an OpenDocument text or table (ods, odt)", " .ods .odt .odp .odg"},
    {Idx, "an IDX file", ""},
    {NumpyArray, "a NumPy array (npy)", " .npy"},
    {NumpyArchive, "a NumPy archive (npz)", " .npz"},
    {Hdf5, "an HDF5 file (h5)", " .h5 .hdf5 .hdf .mat .keras"},
    {Matlab, "a MATLAB file (mat)", " .mat"},
    {Parquet, "a Parquet table", " .parquet"},
    {Sqlite, "an SQLite database", " .sqlite .sqlite3 .db"},
    {PyTorch, "a PyTorch file (pt)", " .pt .pth .bin .ckpt"},
    {Pickle, "a Python pickle", " .pkl .pickle .p"},
    {Onnx, "an ONNX model", " .onnx"},
    {SafeTensors, "a safetensors file", " .safetensors"},
    {GitLfsPointer, "a Git LFS pointer, which stands for the file", ""},
    {WebPage, "a web page (HTML)", " .html .htm"},
    {Utf16Text, "text in UTF-16", ""},
    {Text, "text", " .txt .md .csv .tsv .json .xml .yaml .yml .ini .log"},
});

const Words& wordsOf(FileKind kind) {
    return *std::ranges::find(words, kind, &Words::kind);
}

struct Signature {
    std::size_t at;
    std::string_view bytes;
    FileKind kind;
};

constexpr auto signatures = std::to_array<Signature>({
    {0, "\x89PNG\r\n\x1A\n"sv, Png},
    {0, "\xFF\xD8"sv, Jpeg},
    {0, "GIF87a"sv, Gif},
    {0, "GIF89a"sv, Gif},
    {8, "WEBP"sv, WebP},
    {0, "II*\0"sv, Tiff},
    {0, "MM\0*"sv, Tiff},
    {0, "II+\0"sv, BigTiff},
    {0, "MM\0+"sv, BigTiff},
    {4, "ftypavif"sv, Avif},
    {4, "ftypavis"sv, Avif},
    {4, "ftyphei"sv, Heif},
    {4, "ftyphev"sv, Heif},
    {4, "ftypmif1"sv, Heif},
    {4, "ftypmsf1"sv, Heif},
    {4, "ftyp"sv, Video},
    {0, "\0\0\0\x0CjP  "sv, Jpeg2000},
    {0, "\xFF\x4F\xFF\x51"sv, Jpeg2000},
    {0, "\0\0\0\x0CJXL "sv, JpegXl},
    {0, "\xFF\x0A"sv, JpegXl},
    {0, "8BPS"sv, Photoshop},
    {0, "\0\0\x01\0"sv, Icon},
    {0, "\0\0\x02\0"sv, Icon},
    {128, "DICM"sv, Dicom},
    {0, "\x1A\x45\xDF\xA3"sv, Video},
    {8, "AVI LIST"sv, Video},
    {8, "WAVEfmt "sv, Video},
    {0, "%PDF-"sv, Pdf},
    {0, "\x1F\x8B"sv, Gzip},
    {0, "BZh"sv, Bzip2},
    {0, "\xFD\x37zXZ\0"sv, Xz},
    {0, "\x28\xB5\x2F\xFD"sv, Zstandard},
    {0, "7z\xBC\xAF\x27\x1C"sv, SevenZip},
    {0, "Rar!\x1A\x07"sv, Rar},
    {257, "ustar"sv, Tar},
    {0, "\0\0\x08\x01"sv, Idx},
    {0, "\0\0\x08\x03"sv, Idx},
    {0, "\0\0\x08\x04"sv, Idx},
    {0, "\x93NUMPY"sv, NumpyArray},
    {0, "\x89HDF\r\n\x1A\n"sv, Hdf5},
    {0, "MATLAB 5.0 MAT-file"sv, Matlab},
    {0, "PAR1"sv, Parquet},
    {0, "SQLite format 3\0"sv, Sqlite},
    {0, "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19"sv, PyTorch},  // before version 1.6
    {0, "\xFF\xFE"sv, Utf16Text},
    {0, "\xFE\xFF"sv, Utf16Text},
    {0, "version https://git-lfs.github.com/spec/"sv, GitLfsPointer},
});

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// The kind of a file in zip format, by the names of some of its parts.
FileKind zipKind(std::string_view head) {
    if (contains(head, "[Content_Types].xml")) return OfficeDocument;
    if (contains(head, "mimetypeapplication/vnd.oasis.opendocument")) return OpenDocument;
    if (contains(head, "/data.pkl") || contains(head, "/constants.pkl")) return PyTorch;
    if (head.size() <= 30) return Zip;
    const std::size_t length = static_cast<std::uint8_t>(head[26]) | static_cast<std::uint8_t>(head[27]) << 8;
    const std::string_view name = head.substr(30, length), after = head.substr(std::min(30 + length, head.size()));
    if (name.ends_with(".npy")) return NumpyArchive;
    // The names that identify it may lie beyond large tensors, but PyTorch pads headers with a field of its own.
    return contains(name, "/data/") && after.starts_with("FB") ? PyTorch : Zip;
}

/// Two letters alone do not make a BMP: its second header must have a known size.
bool isBmp(std::string_view head) {
    constexpr std::array<std::uint8_t, 8> headerSizes{12, 16, 40, 52, 56, 64, 108, 124};
    return head.starts_with("BM") && head.size() >= 18 && head.substr(15, 3) == "\0\0\0"sv &&
           std::ranges::find(headerSizes, static_cast<std::uint8_t>(head[14])) != headerSizes.end();
}

bool isPrintable(char c) {
    return c >= ' ' && c <= '~';
}

/// Checks for the format's version and its producer, as protocol buffers write them.
bool isOnnx(std::string_view head) {
    if (head.size() < 8 || head[0] != 8 || head[1] < 1 || head[1] > 20 || head[2] != 0x12) return false;
    const auto length = static_cast<std::size_t>(head[3]);
    return length >= 2 && length < 64 && std::ranges::all_of(head.substr(4, length), isPrintable);
}

/// Checks for the length of a JSON header, below 4 GiB, and its beginning.
bool isSafeTensors(std::string_view head) {
    return head.size() >= 10 && head.substr(4, 4) == "\0\0\0\0"sv && head[8] == '{' &&
           (head[9] == '"' || head[9] == '}');
}

bool isPickle(std::string_view head) {
    return head.size() >= 4 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5;
}

bool isPortableAnymap(std::string_view head) {
    return head.size() >= 8 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6' &&
           (head[2] == '\n' || head[2] == ' ' || head[2] == '\r') &&
           ((head[3] >= '0' && head[3] <= '9') || head[3] == '#');
}

/// True for text in UTF-8 or an older character set: it has no control characters but blanks and escapes.
bool isText(std::string_view head) {
    if (head.size() == enoughBytes)  // the last character may be cut
        while (!head.empty() && static_cast<unsigned char>(head.back()) >= 0x80) head.remove_suffix(1);
    const auto odd = std::ranges::count_if(head, [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1B';
    });
    if (odd > 0) return false;
    const auto beyond = std::ranges::count_if(head, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return isUtf8(head) || 4 * beyond < std::ssize(head);
}

FileKind textKind(std::string_view head) {
    const std::string begin = lowerCase(head.substr(0, 1024));
    if (contains(begin, "<svg")) return Svg;
    if (contains(begin, "<!doctype html") || contains(begin, "<html")) return WebPage;
    return Text;
}

std::string endingOf(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || name.find('/', dot) != std::string::npos || name.size() - dot > 12) return {};
    return lowerCase(name.substr(dot));
}

}  // namespace

FileKind fileKindOf(std::span<const std::uint8_t> bytes) {
    const std::string_view head(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), enoughBytes));
    if (head.empty()) return Empty;
    if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return zipKind(head);
    for (const Signature& signature : signatures)
        if (head.size() > signature.at && head.substr(signature.at).starts_with(signature.bytes)) return signature.kind;
    if (isBmp(head)) return Bmp;
    if (isPortableAnymap(head)) return PortableAnymap;
    if (isOnnx(head)) return Onnx;
    if (isSafeTensors(head)) return SafeTensors;
    if (isPickle(head)) return Pickle;
    return isText(head) ? textKind(head) : Unknown;
}

FileKind fileKindAt(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return Unknown;
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> head(enoughBytes);
    file.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
    if (file.bad() || !file.is_open()) return Unknown;
    head.resize(static_cast<std::size_t>(file.gcount()));
    return fileKindOf(head);
}

std::string describe(FileKind kind) {
    return std::string(wordsOf(kind).words);
}

bool isImageKind(FileKind kind) {
    return kind >= Png && kind <= Tiff;
}

bool isForeignArchive(FileKind kind) {
    return kind >= Tar && kind <= Rar;
}

std::string describeNamed(FileKind kind, const std::string& name) {
    const std::string ending = endingOf(name);
    const std::string_view usual = wordsOf(kind).endings;
    const bool isMisnamed =
        !ending.empty() && !usual.empty() && !contains(std::string(usual) + ' ', ' ' + ending + ' ');
    return describe(kind) + (isMisnamed ? " named " + ending : "");
}

}  // namespace oneshot
