#include "tests/support/examples.h"

#include <zlib.h>

#include <stdexcept>

namespace oneshot::test {

std::vector<ContainedFile> examplePngs() {
    return {
        {"grey 1 bit", fromHex("89504e470d0a1a0a0000000d49484452000000020000000201000000005acd30890000000c4944415478da6"
                               "3686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"grey 2 bit", fromHex("89504e470d0a1a0a0000000d49484452000000020000000202000000001d6d4a590000000c4944415478da6"
                               "338c0600000027400f1e868bddc0000000049454e44ae426082")},
        {"grey 4 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020400000000922dbff90000000c4944415478da6"
                               "3f8c0c00f0002e30100cdaf82910000000049454e44ae426082")},
        {"grey 8 bit", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000e4944415478da6"
                               "3f8cfc0c0f01f00060001ff6534f8f70000000049454e44ae426082")},
        {"grey 16 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000021000000000074d8ebb000000104944415478da"
                                "63f8ff9f0104feff070013f603fd01ba57e30000000049454e44ae426082")},
        {"grey and alpha", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020804000000d8bfc5af00000011494441547"
                                   "8da63606060f80f44ffff03000bfe03fd99de63090000000049454e44ae426082")},
        {"colour 8 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73000000104944415478d"
                                 "a63f8ffff3f030400590029e405fbb62158c40000000049454e44ae426082")},
        {"colour 16 bit", fromHex("89504e470d0a1a0a0000000d4948445200000002000000021002000000ad444630000000104944415478"
                                  "da63f80f060cc8002204009b7e0bf5ebc8cd4f0000000049454e44ae426082")},
        {"colour and alpha", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080600000072b60d24000000104944415"
                                     "478da63608080ff600244020012ff02fec60af2b40000000049454e44ae426082")},
        {"palette", fromHex("89504e470d0a1a0a0000000d494844520000000200000002010300000048789f6700000006504c5445000000ff"
                            "ffffa5d99fdd0000000c4944415478da63686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"palette, one entry transparent",
         fromHex(
             "89504e470d0a1a0a0000000d494844520000000200000002010300000048789f6700000006504c54450000001020300a1c0eb1000"
             "0000274524e53ff00e5b7304a0000000c4944415478da63686070000001c400c1a69be6ba0000000049454e44ae426082")},
        {"grey, value 1 transparent",
         fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000057dd52f80000000274524e5300010194fdae0000000"
                 "e4944415478da6360646060600400000c00031e09d10a0000000049454e44ae426082")},
        {"interlaced", fromHex("89504e470d0a1a0a0000000d494844520000000200000002080000000120da626e0000000d4944415478da6"
                               "3f8cf0004ff01070001ff3d7d8c490000000049454e44ae426082")},
    };
}

Bytes jpegOf(const Bytes& left, const Bytes& right, TJPF format, int subsampling, int flags) {
    Bytes pixels;
    for (int i = 0; i < jpegSide * jpegSide; ++i) {
        const Bytes& colour = i % jpegSide < jpegSide / 2 ? left : right;
        pixels.insert(pixels.end(), colour.begin(), colour.end());
    }
    const tjhandle jpeg = tjInitCompress();
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int status =
        tjCompress2(jpeg, pixels.data(), jpegSide, 0, jpegSide, format, &buffer, &size, subsampling, 100, flags);
    const Bytes bytes(buffer, buffer + size);
    tjFree(buffer);
    tjDestroy(jpeg);
    if (status != 0) throw std::runtime_error("cannot make the JPEG");
    return bytes;
}

Bytes idxOf(const std::vector<std::uint32_t>& sizes, const Bytes& values, std::uint8_t type) {
    Bytes bytes{0, 0, type, static_cast<std::uint8_t>(sizes.size())};
    for (const std::uint32_t size : sizes)
        for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

Bytes gzipOf(const Bytes& bytes) {
    z_stream stream{};
    Bytes packed(bytes.size() + 1000);
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int status = deflate(&stream, Z_FINISH);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) throw std::runtime_error("cannot pack");
    return packed;
}

}  // namespace oneshot::test
