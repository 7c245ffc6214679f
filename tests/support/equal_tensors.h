#pragma once

#include "core/models/safetensors.h"

namespace oneshot::test {

/// Whether two files hold the same bytes under the same names, and the same metadata.
inline bool equal(const SafeTensors& a, const SafeTensors& b) {
    if (a.metadata != b.metadata || a.tensors.size() != b.tensors.size()) return false;
    for (const auto& [name, tensor] : a.tensors)
        if (!b.tensors.contains(name) || b.tensors.at(name).bytes != tensor.bytes) return false;
    return true;
}

}  // namespace oneshot::test
