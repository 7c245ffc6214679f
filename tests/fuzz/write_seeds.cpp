// Writes the seed corpora of the fuzzers.
//     write_seeds FOLDER
// A folder in it for each parser.
#include <cstdio>

#include "tests/fuzz/parsers.h"
#include "tests/support/files.h"
#include "tests/support/hostile_seeds.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: write_seeds FOLDER\n", stderr);
        return 2;
    }
    for (const oneshot::fuzz::Parser& parser : oneshot::fuzz::parsers())
        oneshot::test::writeFolder(std::filesystem::path(argv[1]) / parser.name, oneshot::test::seedsOf(parser.name));
}
