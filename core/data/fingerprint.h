#pragma once

#include <string>

#include "core/data/dataset.h"

namespace oneshot {

/// What Dataset::sha256 covers. 1: names, pixels and vectors; 2: strokes too. Data without strokes have the same in
/// both, as have built-in glyphs, whose fingerprint covers their generator and its parameters.
inline constexpr int fingerprintVersion = 2;

/// Dataset::sha256 in that version. Blocks: it may read all pixels.
std::string fingerprintOf(const Dataset&, int version);

/// True if it is the fingerprint of these data in any version. Blocks likewise, unless it is the current one.
bool hasFingerprint(const Dataset&, const std::string& sha256);

/// True if the data hold strokes that fingerprints of that version do not cover.
bool leavesStrokesUnchecked(const Dataset&, int version);

}  // namespace oneshot
