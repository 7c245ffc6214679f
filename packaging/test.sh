#!/bin/bash
# Sets everything up, builds, fuzzes briefly where clang is there, and runs all tests. ctest's exit code is the
# script's; arguments go to ctest, e.g. -L unit.
set -euo pipefail
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/common.sh"
install_missing_packages
build  # everything
packaging/fuzz.sh
exec ctest --preset release "$@"
