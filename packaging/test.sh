#!/bin/bash
# Sets everything up, builds, and runs all tests but those that only keep pictures. ctest's exit code is the script's;
# arguments go to ctest, e.g. -L unit. What takes longer has scripts of its own beside this one.
set -euo pipefail
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/common.sh"
install_missing_packages
build oneshot oneshot-workbench tests
exec ctest --preset release "$@"
