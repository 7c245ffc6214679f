#pragma once

#include <QtTest>

namespace oneshot::test {

/// Runs one class of tests with Qt Test's arguments; returns the number of failures.
using RunTest = int (*)(int argc, char** argv);

/// A class of tests of this program, by the name of its file.
struct RegisteredTest {
    RegisteredTest(const char* file, RunTest run);
};

}  // namespace oneshot::test

/// Stands at the end of tst_NAME.cpp: `tests_FOLDER tst_NAME [Qt Test's arguments]` runs the class.
#define ONESHOT_TEST(Class)                                                                         \
    static const oneshot::test::RegisteredTest registeredTest(__FILE__, [](int argc, char** argv) { \
        Class test;                                                                                 \
        return QTest::qExec(&test, argc, argv);                                                     \
    });
