#include "core/files/file_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/base/open_file.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

namespace oneshot {
namespace {

using namespace std::string_view_literals;
using enum FileKind;

constexpr std::size_t enoughBytes = 1 << 16;

constexpr std::string_view folderAround =
    "Give the folder around it: the images of each class lie in a folder of their own.";
constexpr std::string_view unpack = "Unpack it and give what is in it.";
constexpr std::string_view unpackToFolder = "Unpack it and give the folder.";
constexpr std::string_view asImages =
    "Save the images as PNG files, one folder a class, or the vectors as a .csv with a column of labels.";
constexpr std::string_view asPictures = "Save its pictures as PNG files, one folder a class.";
constexpr std::string_view asTable = "Save the table as a .csv with a column of labels and give that.";
constexpr std::string_view asModel =
    "Give a model by --model, or choose its run in the window; data are images or tables.";

struct Words {
    FileKind kind;
    std::string_view words;
    std::string_view endings;  ///< usual endings of names, each after a blank; empty: any
    std::string_view remedy;   ///< if it was given as data
};

constexpr auto words = std::to_array<Words>({
    {Unknown, "a file of an unknown kind", "", folderAround},
    {Empty, "an empty file", "", "Download or copy it again."},
    {Png, "a PNG image", " .png", folderAround},
    {Jpeg, "a JPEG image", " .jpg .jpeg .jfif .jpe", folderAround},
    {Bmp, "a BMP image", " .bmp .dib", folderAround},
    {Gif, "a GIF image", " .gif", folderAround},
    {WebP, "a WebP image", " .webp", folderAround},
    {Tiff, "a TIFF image", " .tif .tiff", folderAround},
    {BigTiff, "a BigTIFF image", " .tif .tiff .btf .tf8", folderAround},
    {Heif, "a HEIC image", " .heic .heif", folderAround},
    {Avif, "an AVIF image", " .avif", folderAround},
    {Jpeg2000, "a JPEG 2000 image", " .jp2 .j2k .jpf .jpx", folderAround},
    {JpegXl, "a JPEG XL image", " .jxl", folderAround},
    {Photoshop, "a Photoshop document", " .psd .psb", folderAround},
    {Icon, "a Windows icon", " .ico .cur", folderAround},
    {Svg, "an SVG drawing", " .svg", folderAround},
    {PortableAnymap, "a PNM image", " .pbm .pgm .ppm .pnm", folderAround},
    {Dicom, "a DICOM image", " .dcm .dicom", asImages},
    {Video, "a video or sound file", " .mp4 .m4v .mov .m4a .avi .wav .3gp .mkv .webm", asPictures},
    {Pdf, "a PDF document", " .pdf .ai", asPictures},
    {Zip, "a zip archive", " .zip", unpack},
    {Tar, "a tar archive", " .tar", unpack},
    {Gzip, "a gzip archive", " .gz .tgz", unpack},
    {Bzip2, "a bzip2 archive", " .bz2 .tbz2", unpack},
    {Xz, "an xz archive", " .xz .txz", unpack},
    {Zstandard, "a Zstandard archive", " .zst .tzst", unpack},
    {SevenZip, "a 7z archive", " .7z", unpackToFolder},
    {Rar, "a RAR archive", " .rar", unpackToFolder},
    {OfficeDocument, "an Office document or table (xlsx, docx, pptx)", " .xlsx .xlsm .docx .pptx", asTable},
    {OpenDocument, "an OpenDocument text or table (ods, odt)", " .ods .odt .odp .odg", asTable},
    {Idx, "an IDX file", "", folderAround},
    {NumpyArray, "a NumPy array (npy)", " .npy", asImages},
    {NumpyArchive, "a NumPy archive (npz)", " .npz", asImages},
    {Hdf5, "an HDF5 file (h5)", " .h5 .hdf5 .hdf .mat .keras", asImages},
    {Matlab, "a MATLAB file (mat)", " .mat", asImages},
    {Parquet, "a Parquet table", " .parquet", asTable},
    {Sqlite, "an SQLite database", " .sqlite .sqlite3 .db", asTable},
    {PyTorch, "a PyTorch file (pt)", " .pt .pth .bin .ckpt", asModel},
    {Pickle, "a Python pickle", " .pkl .pickle .p", asImages},
    {Onnx, "an ONNX model", " .onnx", asModel},
    {SafeTensors, "a safetensors file", " .safetensors", asModel},
    {GitLfsPointer, "a Git LFS pointer, which stands for the file", "", "Fetch the file itself: git lfs pull."},
    {WebPage, "a web page (HTML)", " .html .htm", "Download the file itself: a page was saved in its place."},
    {Utf16Text, "text in UTF-16", "",
     "Save it in UTF-8, as a .csv if it is a table of numbers with a column of labels."},
    {Text, "text", " .txt .md .csv .tsv .json .xml .yaml .yml .ini .log",
     "Name it .csv or .tsv if it is a table of numbers with a column of labels."},
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

/// True if it is data, or may hold some once it is unpacked.
bool isReadable(FileKind kind) {
    return isImageKind(kind) || isForeignArchive(kind) || kind == Zip || kind == Idx || kind == Text;
}

Error unfit(FileKind kind, const std::string& name, const std::string& problem) {
    return Error(ErrorCode::BadData, name, problem + ", not a sound zip archive or tar", remedyAsData(kind));
}

}  // namespace

FileKind fileKindOf(std::span<const std::uint8_t> bytes) {
    const std::string_view head = asText(bytes.first(std::min(bytes.size(), enoughBytes)));
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

FileKind fileKindAt(const std::filesystem::path& path) try {
    std::vector<std::uint8_t> head(enoughBytes);
    head.resize(OpenFile(path).readAt(0, head));
    return fileKindOf(head);
} catch (const Error&) {
    return Unknown;
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

bool isPacked(FileKind kind) {
    return kind >= Gzip && kind <= Zstandard;
}

std::string describeNamed(FileKind kind, const std::string& name) {
    const std::string ending = endingOf(name);
    const std::string_view usual = wordsOf(kind).endings;
    const bool isMisnamed =
        !ending.empty() && !usual.empty() && !contains(std::string(usual) + ' ', ' ' + ending + ' ');
    return describe(kind) + (isMisnamed ? " named " + ending : "");
}

std::string remedyAsData(FileKind kind) {
    return std::string(wordsOf(kind).remedy);
}

void requireArchive(std::span<const std::uint8_t> begin, std::span<const std::uint8_t> unpacked,
                    const std::string& name) {
    if (begin.size() >= 2 && begin[0] == 'P' && begin[1] == 'K') return;
    const FileKind kind = fileKindOf(begin);
    if (kind == Unknown || kind == Tar) return;
    if (!isPacked(kind)) throw unfit(kind, name, "is " + describeNamed(kind, name));
    const FileKind inner = fileKindOf(unpacked);
    if (unpacked.empty() || inner == Unknown || inner == Tar) return;
    throw unfit(isReadable(inner) ? kind : inner, name, fmt::format("is {} of {}", describe(kind), describe(inner)));
}

void requireTable(std::span<const std::uint8_t> bytes, const std::string& name) {
    const FileKind kind = fileKindOf(bytes);
    if (kind == Unknown || kind == Empty || kind == Text) return;
    // A table's first line may look like the signature of another kind: "PAR1,PAR2".
    const bool isMarkup = kind == WebPage || kind == Svg || kind == GitLfsPointer;
    if (!isMarkup && std::ranges::find(bytes, 0) == bytes.end()) return;
    throw Error(ErrorCode::BadData, name, fmt::format("is {}, not a table in text", describeNamed(kind, name)),
                remedyAsData(kind));
}

}  // namespace oneshot
