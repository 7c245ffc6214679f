#pragma once

#include <string>

#include "core/base/json.h"
#include "core/data/fingerprint.h"

namespace oneshot {

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

/// Whether the data hold today what was meant. Blocks: see fingerprintOf().
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
