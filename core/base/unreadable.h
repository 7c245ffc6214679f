#pragma once

#include "core/base/error.h"

namespace oneshot {

/// A file was not read: it may be sound, so that nobody calls it damaged or puts another in its place.
class Unreadable : public Error {
  public:
    explicit Unreadable(const Error& error) : Error(error) {}
};

}  // namespace oneshot
