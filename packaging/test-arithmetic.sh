#!/bin/bash
# Runs all tests that test.sh has built under other arithmetic, one run after the other, and prints a table at the end:
# test-arithmetic.sh [RUN ...] [-- CTEST_ARGUMENT ...]. RUNs are those below; all of them, if none is named. Skips,
# aloud, what this CPU lacks and what the environment has pinned already. Takes hours: by hand, not in CI.
set -uo pipefail
cd "$(dirname "$(realpath "$0")")/.." || exit

all=(plain aten-default aten-avx2 onednn-avx2 openblas-haswell openblas-prescott one-thread busy)
runs=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    if [[ " ${all[*]} " != *" $1 "* ]]; then
        echo "There is no run \"$1\". They are: ${all[*]}" >&2
        exit 2
    fi
    runs+=("$1")
    shift
done
[ $# -gt 0 ] && shift
[ ${#runs[@]} -gt 0 ] || runs=("${all[@]}")
if [ ! -f build/release/CTestTestfile.cmake ]; then
    echo "There are no tests yet: run packaging/test.sh first." >&2
    exit 2
fi

logs=build/arithmetic
mkdir -p "$logs"
flags=" $(sed -n 's/^flags[[:space:]]*: //p' /proc/cpuinfo | head -n 1) "
table=()
failed=0

busy=()
end_busy() {
    [ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2>/dev/null
    busy=()
}
trap end_busy EXIT
trap 'exit 130' INT TERM

# run NAME FLAG_OF_THE_CPU [VARIABLE=VALUE ...] -- CTEST_ARGUMENT ...
run() {
    local name=$1 flag=$2 settings=() why='' start status log
    shift 2
    while [ "$1" != -- ]; do
        settings+=("$1")
        local variable=${1%%=*}
        [ -z "${!variable:-}" ] || why="$variable is ${!variable} already"
        shift
    done
    shift
    [ -z "$flag" ] || [[ $flags == *" $flag "* ]] || why="this CPU has no $flag"
    if [ -n "$why" ]; then
        echo "== $name: skipped, $why"
        table+=("$(printf '%-18s %-8s %8s  %s' "$name" skipped - "$why")")
        return
    fi
    log=$logs/$name.log
    echo "== $name: ${settings[*]:-as it is} ($log)"
    start=$SECONDS
    env "${settings[@]}" ctest --preset release --no-tests=error "$@" 2>&1 | tee "$log" | grep -E '\*\*\*|tests passed|No tests'
    status=${PIPESTATUS[0]}
    [ "$status" -eq 0 ] || failed=1
    table+=("$(printf '%-18s %-8s %5d:%02d  %s' "$name" "$([ "$status" -eq 0 ] && echo passed || echo FAILED)" \
        $(((SECONDS - start) / 60)) $(((SECONDS - start) % 60)) \
        "$(sed -n '/The following tests FAILED/,$s/^[[:space:]]*[0-9]* - \([^ ]*\) .*/\1/p' "$log" | xargs)")")
}

for name in "${runs[@]}"; do
    case $name in
        plain) run "$name" '' -- "$@" ;;
        aten-default) run "$name" '' ATEN_CPU_CAPABILITY=default -- "$@" ;;
        aten-avx2) run "$name" avx2 ATEN_CPU_CAPABILITY=avx2 -- "$@" ;;
        onednn-avx2) run "$name" avx2 ONEDNN_MAX_CPU_ISA=AVX2 DNNL_MAX_CPU_ISA=AVX2 -- "$@" ;;
        openblas-haswell) run "$name" avx2 OPENBLAS_CORETYPE=Haswell -- "$@" ;;
        openblas-prescott) run "$name" pni OPENBLAS_CORETYPE=Prescott -- "$@" ;;
        one-thread) run "$name" '' OMP_NUM_THREADS=1 -- "$@" ;;
        busy)
            for _ in 1 2 3 4; do
                (while :; do :; done) &
                busy+=($!)
            done
            run "$name" '' -- "$@"
            end_busy
            ;;
    esac
done

printf '\n%-18s %-8s %8s  %s\n' run result minutes 'failed tests'
printf '%s\n' "${table[@]}"
exit "$failed"
