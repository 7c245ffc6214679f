#!/bin/bash
# Builds and runs the tests under sanitizers, one after the other: sanitize.sh asan|tsan [--anew]. asan (address and
# undefined behaviour) runs all tests, tsan (threads) those of the session and the window. What was
# clean is noted in build/PRESET/clean.txt, so that a run that was ended goes on where it was; --anew begins again.
set -euo pipefail
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/common.sh"
preset=${1:-}
case "$preset" in
    asan) folders=. ;;
    tsan) folders='tests_session|tests_ui|tst_' ;;  # programs; tst_: those with a main function of their own
    *)
        echo "Usage: packaging/sanitize.sh asan|tsan [--anew]" >&2
        exit 2
        ;;
esac
install_missing_packages
cmake --preset "$preset"
cmake --build --preset "$preset" --target oneshot oneshot-workbench tests

clean=build/$preset/clean.txt
[ "${2:-}" = --anew ] && rm -f "$clean"
touch "$clean"
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
faults=()
# The tests as "NAME PROGRAM".
while read -r name program; do
    [[ $program =~ ^($folders) ]] || continue
    grep -qxF "$name" "$clean" && continue
    if ctest --preset "$preset" -R "^$name\$" --timeout 3000 >"build/$preset/$name.log" 2>&1; then
        echo "$name: clean"
        echo "$name" >>"$clean"
    else
        echo "$name: see build/$preset/$name.log" >&2
        faults+=("$name")
    fi
done < <(ctest --preset "$preset" --show-only=json-v1 |
    python3 -c 'import json, os, sys
for test in json.load(sys.stdin)["tests"]: print(test["name"], os.path.basename(test["command"][0]))')
[ ${#faults[@]} -eq 0 ] || {
    echo "Not clean: ${faults[*]}" >&2
    exit 1
}
echo "All clean: $(wc -l <"$clean") tests"
