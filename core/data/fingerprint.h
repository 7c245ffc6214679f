#pragma once

#include <string>

#include "core/data/dataset.h"

namespace oneshot {

/// What Dataset::sha256 counts. 1: names, pixels and vectors; 2: strokes too. Data without strokes have the same in
/// both, and so have built-in glyphs, whose fingerprints are of their generator and its parameters.
inline constexpr int fingerprintVersion = 2;

/// What Dataset::sha256 was in that version. Blocks: it may go over all pixels.
std::string fingerprintOf(const Dataset&, int version);

/// Whether it is the fingerprint of these data in any version. Blocks likewise where it is not that of today.
bool hasFingerprint(const Dataset&, const std::string& sha256);

/// Whether the data hold strokes that fingerprints of that version do not count.
bool leavesStrokesUnchecked(const Dataset&, int version);

}  // namespace oneshot
