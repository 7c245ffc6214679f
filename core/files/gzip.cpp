#include "core/files/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "core/base/error.h"

namespace oneshot {
namespace {

/// Uses zlib directly: libarchive's gzip filter (3.6) checks neither the checksum nor the length, and ignores bytes
/// after the end.
struct Stream : z_stream {
    Stream() : z_stream{} {
        if (inflateInit2(this, 15 + 16) != Z_OK) throw Error(ErrorCode::Failed, "gzip", "zlib cannot start");
    }
    ~Stream() { inflateEnd(this); }
};

}  // namespace

bool isGzip(std::span<const std::uint8_t> bytes) {
    return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

std::vector<std::uint8_t> gunzipBegin(std::span<const std::uint8_t> bytes, std::size_t count) {
    Stream stream;
    std::vector<std::uint8_t> result(count);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = result.data();
    stream.avail_out = static_cast<uInt>(result.size());
    inflate(&stream, Z_SYNC_FLUSH);
    result.resize(count - stream.avail_out);
    return result;
}

std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> bytes, const std::string& name, std::int64_t maxBytes) {
    const auto damaged = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, name, "is not a sound gzip file: " + problem, "Download or copy it again.");
    };
    Stream stream;
    constexpr std::size_t maxAtOnce = 1 << 30;  // zlib counts in 32 bits
    constexpr std::int64_t maxPerByte = 1032;   // bytes that one byte of deflate can unpack to
    std::vector<std::uint8_t> result;
    result.reserve(static_cast<std::size_t>(std::min(maxBytes, std::ssize(bytes) * maxPerByte)));
    std::uint8_t block[1 << 16];
    for (int status = Z_OK; status != Z_STREAM_END;) {
        if (stream.avail_in == 0) {
            const std::size_t count = std::min(bytes.size(), maxAtOnce);
            if (count == 0) throw damaged("it is cut short");
            stream.next_in = const_cast<Bytef*>(bytes.data());
            stream.avail_in = static_cast<uInt>(count);
            bytes = bytes.subspan(count);
        }
        stream.next_out = block;
        stream.avail_out = sizeof block;
        status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END) throw damaged(stream.msg ? stream.msg : "it is damaged");
        if (std::ssize(result) + (stream.next_out - block) > maxBytes)
            throw Error(ErrorCode::BadData, name,
                        fmt::format("unpacks to more than {} bytes, all that it may hold", maxBytes),
                        "Download or copy it again, or give a smaller file.");
        result.insert(result.end(), block, stream.next_out);
    }
    if (stream.avail_in > 0 || !bytes.empty()) throw damaged("bytes follow its end");
    return result;
}

}  // namespace oneshot
