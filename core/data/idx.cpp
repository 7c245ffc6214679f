#include "core/data/idx.h"

#include "core/data/error.h"

namespace oneshot {

Idx parseIdx(std::span<const std::uint8_t> bytes, const std::string& name) {
    const auto wrong = [&](const std::string& problem) {
        return Error(ErrorCode::BadData, name, problem,
                     "Expected an IDX file of unsigned bytes, as of MNIST: 0, 0, 8, the number of dimensions, their "
                     "sizes, the values.");
    };
    if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0) throw wrong("does not begin as an IDX file does");
    if (bytes[2] != 8)
        throw wrong("holds values of type " + std::to_string(bytes[2]) + ", which are no unsigned bytes");
    const int dimensions = bytes[3];
    if (dimensions < 1 || dimensions > 3) throw wrong("has " + std::to_string(dimensions) + " dimensions");
    const std::size_t begin = 4 + 4 * static_cast<std::size_t>(dimensions);
    if (bytes.size() < begin) throw wrong("is cut short");

    Idx idx;
    const std::int64_t held = std::ssize(bytes) - static_cast<std::int64_t>(begin);
    std::int64_t count = 1;
    std::string product;
    for (int d = 0; d < dimensions; ++d) {
        std::int64_t size = 0;
        for (int i = 0; i < 4; ++i) size = size << 8 | bytes[4 + 4 * d + i];
        idx.sizes.push_back(size);
        product += (d > 0 ? " x " : "") + std::to_string(size);
        if (size > 0 && count > INT64_MAX / size) throw wrong("claims to hold " + product + " values");
        count *= size;
    }
    if (count != held) throw wrong("claims to hold " + product + " values, and holds " + std::to_string(held));
    idx.values = bytes.subspan(begin);
    return idx;
}

}  // namespace oneshot
