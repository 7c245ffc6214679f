// One libFuzzer program a parser; ONESHOT_PARSER is its name.
#include "tests/fuzz/parsers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const oneshot::fuzz::Parser& parser = oneshot::fuzz::parserNamed(ONESHOT_PARSER);
    parser.parse({data, size});
    return 0;
}
