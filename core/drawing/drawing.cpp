#include "core/drawing/drawing.h"

#include <bit>

#include "core/base/sha256.h"

namespace oneshot {

// Adds nothing for an empty vector, so that images keep the hashes that weights files hold.
void addContent(Sha256& sha, const Drawing& drawing) {
    sha.add(static_cast<std::uint64_t>(drawing.image.channels));
    sha.add(static_cast<std::uint64_t>(drawing.image.height));
    sha.add(static_cast<std::uint64_t>(drawing.image.width));
    sha.add(drawing.image.pixels);
    for (const float feature : drawing.features)
        sha.add(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(feature)));
}

std::uint64_t drawingHash(const Drawing& drawing) {
    Sha256 sha;
    addContent(sha, drawing);
    const Sha256::Digest digest = sha.digest();
    std::uint64_t hash = 0;
    for (int i = 0; i < 8; ++i) hash = hash << 8 | digest[i];
    return hash;
}

}  // namespace oneshot
