# shellcheck shell=bash
# Shared by run.sh and test.sh: what is missing is installed, then the release preset is configured and built.

cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/.." || exit

# Needs neither root nor network where everything is installed.
install_missing_packages() {
    local wanted missing sudo=()
    wanted=$(sed 's/#.*//' packaging/debian-packages.txt | sed "s/^$(sed -n 's/^VERSION_ID="\?\([0-9]*\).*/\1/p' /etc/os-release)://; /:/d" | xargs)
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian: going on without a look at the packages. On Debian 12 and 13 they are: $wanted" >&2
        return
    fi
    missing=$(comm -23 <(tr ' ' '\n' <<<"$wanted" | sort -u) \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u) | xargs)
    [ -n "$missing" ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null && sudo=(sudo) || sudo=(false)
    fi
    # shellcheck disable=SC2086 # one word a package
    if ! { "${sudo[@]}" apt-get update &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; }; then
        echo "These packages are missing. As root, run:" >&2
        echo "apt-get install -y --no-install-recommends $missing" >&2
        exit 1
    fi
}

# build [TARGET ...]: everything, if none is named.
build() {
    local fresh=() cache=build/release/CMakeCache.txt
    if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
        fresh=(--fresh)  # the folder was moved or copied
    fi
    cmake --preset release "${fresh[@]}"
    cmake --build --preset release ${1:+--target "$@"}
}
