#include "core/files/idx.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace oneshot {

namespace {

Error wrong(const std::string& name, const std::string& problem) {
    return Error(ErrorCode::BadData, name, problem,
                 "Expected an IDX file of unsigned bytes as in MNIST: 0, 0, 8, the number of dimensions, their sizes, "
                 "the values.");
}

}  // namespace

std::string IdxHeader::claim() const {
    return fmt::format("claims to hold {} values", fmt::join(sizes, " x "));
}

IdxHeader parseIdxHeader(std::span<const std::uint8_t> begin, const std::string& name) {
    if (begin.size() < 4 || begin[0] != 0 || begin[1] != 0) throw wrong(name, "does not begin as an IDX file does");
    if (begin[2] != 8)
        throw wrong(name, fmt::format("holds values of type {}, which are not unsigned bytes", begin[2]));
    const int dimensions = begin[3];
    if (dimensions < 1 || dimensions > 3) throw wrong(name, "has " + counted(dimensions, "dimension"));
    IdxHeader header;
    header.bytes = 4 + 4 * static_cast<std::int64_t>(dimensions);
    if (std::ssize(begin) < header.bytes) throw wrong(name, "is cut short");
    header.values = 1;
    for (int d = 0; d < dimensions; ++d) {
        std::int64_t size = 0;
        for (int i = 0; i < 4; ++i) size = size << 8 | begin[4 + 4 * d + i];
        header.sizes.push_back(size);
        if (size > 0 && header.values > INT64_MAX / size) throw wrong(name, header.claim());
        header.values *= size;
    }
    return header;
}

Idx parseIdx(std::span<const std::uint8_t> bytes, const std::string& name) {
    const IdxHeader header = parseIdxHeader(bytes, name);
    const std::int64_t held = std::ssize(bytes) - header.bytes;
    if (header.values != held) throw wrong(name, fmt::format("{}, but holds {}", header.claim(), held));
    return {header.sizes, bytes.subspan(static_cast<std::size_t>(header.bytes))};
}

}  // namespace oneshot
