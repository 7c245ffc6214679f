// One libFuzzer program a parser; ONESHOT_PARSER is its name.
#include <nlohmann/json.hpp>

#include "core/compute/compute.h"
#include "core/runs/environment.h"
#include "tests/fuzz/parsers.h"

// No tensor is linked here: configurations are checked as on a machine without a GPU, and records tell of no library.
bool oneshot::cudaAvailable() {
    return false;
}
oneshot::Json oneshot::environmentJson(int) {
    return {};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const oneshot::fuzz::Parser& parser = oneshot::fuzz::parserNamed(ONESHOT_PARSER);
    parser.parse({data, size});
    return 0;
}
