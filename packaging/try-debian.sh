#!/bin/bash
# Tries the two commands of the README on a bare Debian: try-debian.sh 12|13 [FOLDER]. Makes the system in FOLDER
# (build/debian-NN if not given; one that is there is used again, and its build goes on), copies the working tree into
# it, runs packaging/run.sh without a display and packaging/test.sh, and says what came and how long it took.
# Wants root and debootstrap. The mirror and its proxy are those of this machine's apt.
set -euo pipefail
cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/.."
case "${1:-}" in
    12) suite=bookworm ;;
    13) suite=trixie ;;
    *)
        echo "Usage: packaging/try-debian.sh 12|13 [FOLDER]" >&2
        exit 2
        ;;
esac
system=$(realpath -m "${2:-build/debian-$1}")
log=$system.log

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "This wants root and debootstrap. As root: apt-get install debootstrap" >&2
    exit 1
fi
# Mounts are seen by this script alone, and end with it.
[ -n "${ONESHOT_OWN_MOUNTS:-}" ] || ONESHOT_OWN_MOUNTS=yes exec unshare --mount "$0" "$1" "$system"

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v security | head -n 1)
if [ ! -e "$system/bootstrapped" ]; then
    echo "Making Debian $1 in $system"
    rm -rf "$system"
    mkdir -p "$system"
    debootstrap --variant=minbase "$suite" "$system" "$mirror" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        exit 1
    }
    apt-config dump | grep -i '^Acquire::.*proxy' >"$system/etc/apt/apt.conf.d/80proxy" || true
    touch "$system/bootstrapped"
fi
cp /etc/resolv.conf /etc/hosts "$system/etc/"
mount -t proc proc "$system/proc"
mount --rbind /dev "$system/dev"

tree=/home/one-shot-workbench  # in the new system
mkdir -p "$system$tree"
find "$system$tree" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar --null --no-recursion --files-from=- -cf - | tar -xf - -C "$system$tree"
data=()
for name in ONESHOT_OMNIGLOT_DIR ONESHOT_MNIST_DIR; do
    [ -n "${!name:-}" ] || continue
    mkdir -p "$system/data/$name"
    mount --bind -o ro "${!name}" "$system/data/$name"
    data+=("$name=/data/$name")
done

failed=0
# run_within COMMAND: in the new system, with nothing of this one's environment.
run_within() {
    local begin=$SECONDS status=0
    chroot "$system" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb "${data[@]}" \
        /bin/bash -c "cd $tree && $1" >"$log" 2>&1 </dev/null || status=$?
    printf '\nDebian %s, %s: exit %d after %d min %d s, %d warnings of the compiler\n' "$(cat "$system/etc/debian_version")" \
        "$1" "$status" $(((SECONDS - begin) / 60)) $(((SECONDS - begin) % 60)) "$(grep -c 'warning: .*\[-W' "$log" || true)"
    tail -n 12 "$log"
    cp "$log" "$system.$(basename "${1%% *}").log"
    [ "$status" -eq 0 ] || failed=1
}
run_within packaging/run.sh
run_within packaging/test.sh
echo
echo "All that was printed: $system.run.sh.log and $system.test.sh.log"
exit "$failed"
