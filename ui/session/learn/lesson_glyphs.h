#pragma once

#include <cstdint>
#include <stop_token>

#include "core/data/dataset.h"

namespace oneshot::session {

/// Returns one alphabet of built-in glyphs, of 24 characters by two hands, for a lesson. No training learns from these
/// by default, nor did the shipped model. Blocks; throws Error(Stopped).
Dataset lessonGlyphs(std::uint64_t seed, const std::stop_token& = {});

}  // namespace oneshot::session
