#pragma once

#include <string>

#include "core/base/json.h"
#include "core/data/dataset.h"

namespace oneshot {

/// SHA-256 over the names, pixels, vectors and strokes of the dataset, in order: 64 hexadecimal digits.
std::string contentFingerprint(const Dataset&);

/// What Dataset::sha256 covers. 1: names, pixels and vectors; 2: strokes too. Data without strokes have the same in
/// both, as have built-in glyphs, whose fingerprint covers their generator and its parameters.
inline constexpr int fingerprintVersion = 2;

/// Dataset::sha256 in that version. Blocks: it may read all pixels.
std::string fingerprintOf(const Dataset&, int version);

/// True if it is the fingerprint of these data in any version. Blocks too, unless it is the current one.
bool hasFingerprint(const Dataset&, const std::string& sha256);

/// True if the data hold strokes that fingerprints of that version do not cover.
bool leavesStrokesUnchecked(const Dataset&, int version);

/// Says which data were meant: what opens them, and what they held then.
struct DataRef {
    std::string spec;                                      ///< PATH[:key=value,...]; empty: there were none
    std::string sha256;                                    ///< of their content: see Dataset::sha256
    int fingerprintVersion = oneshot::fingerprintVersion;  ///< of sha256
};

/// What a training learns from and is validated on; the latter may be empty.
struct DataRefs {
    DataRef background, validation;
};

DataRef refOf(const Dataset&);

/// True if the data hold today what was meant. Blocks: see fingerprintOf().
bool refersTo(const DataRef&, const Dataset&);

/// An object of these two keys; files tell the version of fingerprints once for all of their data.
Json toJson(const DataRef&, const char* specKey = "spec", const char* sha256Key = "sha256");
/// Throws Json::exception.
DataRef dataRefFrom(const Json&, const char* specKey = "spec", const char* sha256Key = "sha256");

/// {"fingerprint_version", "background", "validation"}, as run.json and search.json have them.
Json toJson(const DataRefs&);
/// Older files do not tell the version, and reports have null where there are no data. Throws Json::exception.
DataRefs dataRefsFrom(const Json&);

}  // namespace oneshot
