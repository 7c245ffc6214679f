#!/bin/bash
# Sets everything up, builds, and opens the workbench; without a display it runs `oneshot demo` instead.
set -euo pipefail
here=$PWD
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/common.sh"
install_missing_packages
build oneshot oneshot-workbench

bin=$PWD/build/release/bin
cd "$here"  # paths among the arguments are relative to it
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/oneshot-workbench" "$@"
fi
echo "No display found: running the demonstration of the command line, \`oneshot demo\`." >&2
exec "$bin/oneshot" demo
