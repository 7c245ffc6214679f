// How long data take to open, beside what reading the same files' bytes from the zip or folder takes on one thread.
//     open_dataset SPEC [TIMES=15]
// The two are measured in turn, so that a noisy machine is noisy for both.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "tests/support/read_container.h"

using namespace oneshot;

namespace {

template <typename Work>
double milliseconds(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void print(const char* what, const std::vector<double>& times) {
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    std::printf("%-10s minimum %7.1f ms, median %7.1f ms, maximum %7.1f ms\n", what, *least, median(times), *most);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 2) {
        std::fprintf(stderr, "usage: open_dataset SPEC [TIMES=15]\n");
        return 2;
    }
    configureProcess();
    const DataSpec spec = parseDataSpec(argv[1]);
    const int times = argc > 2 ? std::max(1, std::atoi(argv[2])) : 15;
    std::vector<double> opening, reading;
    std::size_t drawings = 0;
    for (int i = 0; i < times; ++i) {
        opening.push_back(milliseconds([&] { drawings = openDataset(spec).drawingCount(); }));
        if (!spec.isGlyphs())
            reading.push_back(
                milliseconds([&] { test::readContainer(spec.path, [](const std::string&) { return true; }); }));
    }
    std::printf("%s, %d threads, %d times: %zu drawings of %s\n", computeDescription().c_str(), hardwareThreads(),
                times, drawings, argv[1]);
    print("opening", opening);
    if (reading.empty()) return 0;
    print("reading", reading);
    std::printf("opening takes %.1f times as long as reading the bytes on one thread\n",
                median(opening) / median(reading));
    return 0;
} catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.code() == ErrorCode::BadData ? 3 : 2;
}
