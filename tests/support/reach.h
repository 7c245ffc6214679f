#pragma once

#include <QString>
#include <QtTest>

#include "tests/support/patience.h"

// In functions that return what was not reached, in words; empty: all was.
/// Ends the function where this does not hold.
#define REACH(condition) \
    if (!(condition)) return QStringLiteral("not reached: " #condition)
/// Ends it where this does not come to hold.
#define AWAIT(condition) REACH(oneshot::test::comes([&] { return static_cast<bool>(condition); }))

namespace oneshot::test {

template <typename Condition>
bool comes(Condition condition) {
    return QTest::qWaitFor(condition, patience);
}

}  // namespace oneshot::test
