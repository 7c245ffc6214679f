#pragma once

#include <semaphore>

namespace oneshot::test {

/// Keeps work on its thread until the test lets it go.
struct Gate {
    std::binary_semaphore begun{0}, open{0};
    void pass() {
        begun.release();
        open.acquire();
    }
};

}  // namespace oneshot::test
