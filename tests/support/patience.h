#pragma once

namespace oneshot::test {

/// Milliseconds that a test waits for what must come: the machine may be busy, or a sanitizer at work.
inline constexpr int patience = 240'000;

}  // namespace oneshot::test
