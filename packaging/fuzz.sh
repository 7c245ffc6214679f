#!/bin/bash
# Runs the fuzzer of every parser for some seconds each, from the seeds of the tests: fuzz.sh [SECONDS=5].
# Wants clang, and what test.sh has built; goes in build/fuzz and a scratch folder below $TMPDIR.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
seconds=${1:-5}

if ! command -v clang++ >/dev/null ||
    ! clang++ -x c++ -fsanitize=fuzzer -o /dev/null - 2>/dev/null <<<'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }'; then
    echo "Fuzzing is passed over: there is no clang++ with libFuzzer. As root: apt-get install clang" >&2
    exit 0
fi

cmake -S tests/fuzz -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++
cmake --build build/fuzz

scratch=$(mktemp -d -t oneshot-fuzz.XXXXXX)
found=()
build/release/bin/tests/write_seeds "$scratch"
for corpus in "$scratch"/*/; do
    name=$(basename "$corpus")
    echo "Fuzzing $name for $seconds seconds"
    TMPDIR=$scratch "build/fuzz/fuzz-$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
        -artifact_prefix="$scratch/$name-" "$corpus" >"$scratch/$name.log" 2>&1 || {
        tail -n 40 "$scratch/$name.log" >&2
        found+=("$name")
    }
done

if [ ${#found[@]} -gt 0 ]; then
    echo "Fuzzing found inputs that break: ${found[*]}. They are, to be given to build/fuzz/fuzz-NAME:" >&2
    find "$scratch" -maxdepth 1 -type f ! -name '*.log' >&2
    exit 1
fi
rm -r "$scratch"
echo "Fuzzing found nothing"
