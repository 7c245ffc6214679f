#pragma once

#include "core/search/search_record.h"

namespace oneshot::test {

/// A search of rate, scale and pairs with trials of every kind, the last of them running; the first `trials` of twelve.
Search madeUpSearch(int trials = 12);

}  // namespace oneshot::test
