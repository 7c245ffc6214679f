#pragma once

#include <turbojpeg.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/files.h"

namespace oneshot::test {

/// A PNG of each kind, named after it, by another encoder than ours. All of 2x2 pixels: paper, ink / ink, paper.
std::vector<ContainedFile> examplePngs();

inline constexpr int jpegSide = 16;

/// A picture of jpegSide x jpegSide pixels, the left half of one colour and the right half of another, as JPEG.
Bytes jpegOf(const Bytes& left, const Bytes& right, TJPF format, int subsampling = TJSAMP_444, int flags = 0);

/// A PNG of these raw rows, 16 bits with the high byte first; colourType as the format counts.
Bytes pngOf(int width, int height, int colourType, int bits, const Bytes& rows);
/// Paper, ink, paper in grey of 16 bits.
Bytes widePng(int paper, int ink);
/// A PNG with one more chunk after the header.
Bytes withPngChunk(Bytes png, const std::string& type, const Bytes& content, bool soundChecksum);

/// A BMP of the usual 40 bytes of header; rows as they lie in the file, padded to four bytes. height < 0: from the top.
Bytes bmpOf(int width, int height, int bits, const Bytes& palette, const Bytes& rows, const Bytes& masks = {});

struct GifPicture {
    int width = 0, height = 0;
    Bytes indices;                                                   ///< row by row
    Bytes palette = {0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255};  ///< four colours
    int transparent = -1, left = 0, top = 0;
    bool interlaced = false;
};
/// On a canvas that holds the first picture, and no more.
Bytes gifOf(const std::vector<GifPicture>&);

/// Pixels of red, green, blue, alpha, kept exactly.
Bytes webpOf(int width, int height, const Bytes& rgba);
/// An animation of such pictures of one size, at these places of a canvas.
Bytes animatedWebpOf(int canvasWidth, int canvasHeight, const std::vector<Bytes>& pictures, int x, int y);

struct TiffPicture {
    int width = 0, height = 0, bits = 8, samples = 1, photometric = 1, orientation = 1, compression = 1;
    int alpha = -1;        ///< kind of the extra sample: 1 multiplied into the colours, 2 not; -1: none
    int sampleFormat = 1;  ///< 3: fractions
    int tile = 0;          ///< side of a tile; 0: rows
    bool planar = false;   ///< each sample in a plane of its own; the rows are those of the first, then of the next
    bool isSmallerCopy = false;  ///< of another page
};
/// Rows without padding, 16 bits in this machine's order.
Bytes tiffOf(const TiffPicture&, const Bytes& rows);
Bytes tiffOfPages(const std::vector<std::pair<TiffPicture, Bytes>>& pages);
Bytes bytesOf(const std::vector<std::uint16_t>&);

/// An IDX file with dimensions of these sizes; type 8 is unsigned bytes.
Bytes idxOf(const std::vector<std::uint32_t>& sizes, const Bytes& values, std::uint8_t type = 8);

Bytes gzipOf(const Bytes&);

}  // namespace oneshot::test
