#!/bin/bash
# Builds and runs the tests under sanitizers: sanitize.sh asan|tsan [--anew]. asan (address and
# undefined behaviour) runs all tests, tsan (threads) those of the session and the window. What was
# clean is noted in build/PRESET/clean.txt, so that a run that was ended goes on where it was; --anew begins again.
set -euo pipefail
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/common.sh"
preset=${1:-}
case "$preset" in
    asan) programs=. targets=(oneshot oneshot-workbench tests) ;;
    tsan)
        programs='tests_session|tests_ui|tst_'  # tst_: those with a main function of their own
        targets=(oneshot-workbench tests_session tests_ui tst_trial_kill tst_challenge_kill)
        ;;
    *)
        echo "Usage: packaging/sanitize.sh asan|tsan [--anew]" >&2
        exit 2
        ;;
esac
install_missing_packages
cmake --preset "$preset"
cmake --build --preset "$preset" --target "${targets[@]}"

clean=build/$preset/clean.txt
[ "${2:-}" = --anew ] && rm -f "$clean"
touch "$clean"
export preset clean UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=${TSAN_OPTIONS:-die_after_fork=0}  # QProcess forks, and its child begins another program
check() {
    if ctest --preset "$preset" -R "^$1\$" >"build/$preset/$1.log" 2>&1; then
        echo "$1: clean"
        echo "$1" >>"$clean"
    else
        echo "$1: see build/$preset/$1.log" >&2
        return 1
    fi
}
export -f check
ctest --preset "$preset" --show-only=json-v1 | python3 -c '
import json, os, re, sys
clean = set(open(sys.argv[1]).read().split())
for test in json.load(sys.stdin)["tests"]:
    program = os.path.basename(test.get("command", [""])[0])  # none: not built
    if re.match(sys.argv[2], program) and test["name"] not in clean: print(test["name"])' "$clean" "$programs" |
    xargs -r -n 1 -P "$(nproc)" bash -c 'check "$1"' check || {
    echo "Not all is clean; those that are stand in $clean." >&2
    exit 1
}
echo "All clean: $(wc -l <"$clean") tests"
