#include "core/data/data_ref.h"

#include <nlohmann/json.hpp>

namespace oneshot {

DataRef refOf(const Dataset& dataset) {
    return {dataset.spec, dataset.sha256};
}

bool refersTo(const DataRef& ref, const Dataset& dataset) {
    return fingerprintOf(dataset, ref.fingerprintVersion) == ref.sha256;
}

Json toJson(const DataRef& ref, const char* specKey, const char* sha256Key) {
    return {{specKey, ref.spec}, {sha256Key, ref.sha256}};
}

DataRef dataRefFrom(const Json& json, const char* specKey, const char* sha256Key) {
    return {json.at(specKey).get<std::string>(), json.at(sha256Key).get<std::string>()};
}

Json toJson(const DataRefs& refs) {
    return {{"fingerprint_version", refs.background.fingerprintVersion},
            {"background", toJson(refs.background)},
            {"validation", toJson(refs.validation)}};
}

DataRefs dataRefsFrom(const Json& json) {
    const int version = json.value("fingerprint_version", 1);
    if (version < 1 || version > fingerprintVersion)
        throw Json::out_of_range::create(401, "its fingerprints are of an unknown version", &json);
    DataRefs refs;
    for (const auto& [key, ref] : {std::pair("background", &refs.background), {"validation", &refs.validation}}) {
        if (const Json& found = json.at(key); !found.is_null()) *ref = dataRefFrom(found);
        ref->fingerprintVersion = version;
    }
    return refs;
}

}  // namespace oneshot
