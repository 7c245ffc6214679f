// The main function of every program of tests; those of the window have ONESHOT_TEST_WIDGETS.
#include <QLocale>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#ifdef ONESHOT_TEST_WIDGETS
#include <QApplication>
#else
#include <QCoreApplication>
#endif

#include "tests/support/test_program.h"

namespace oneshot::test {
namespace {

std::map<std::string, RunTest>& registeredTests() {
    static std::map<std::string, RunTest> tests;
    return tests;
}

}  // namespace

RegisteredTest::RegisteredTest(const char* file, RunTest run) {
    registeredTests()[std::filesystem::path(file).stem().string()] = run;
}

}  // namespace oneshot::test

int main(int argc, char** argv) {
    const auto& tests = oneshot::test::registeredTests();
    const auto test = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (test == tests.end()) {
        std::fprintf(stderr, "Usage: %s TEST [Qt Test's arguments]. The tests are:\n", argv[0]);
        for (const auto& [name, run] : tests) std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    argv[1] = argv[0];
    ++argv;
    --argc;
#ifdef ONESHOT_TEST_WIDGETS
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const QApplication application(argc, argv);
#else
    const QCoreApplication application(argc, argv);
#endif
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));  // as the programs do
    return test->second(argc, argv);
}
