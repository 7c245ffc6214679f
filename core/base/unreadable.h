#pragma once

#include "core/base/error.h"

namespace oneshot {

/// A file could not be read. It may be sound, so callers neither call it damaged nor replace it.
class Unreadable : public Error {
  public:
    explicit Unreadable(const Error& error) : Error(error) {}
};

}  // namespace oneshot
