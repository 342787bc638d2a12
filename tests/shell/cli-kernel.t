#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Kernels in the cache: whole or not at all, offline once they are there, never installed.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
rmaplock=$TAP_TREE/scripts/rmaplock
export RMAPLOCK_CACHE="$TAP_TMP/cache" LOG="$TAP_TMP/apt.log" DEBS="$TAP_TMP/debs"
release=6.1.0-99-test-amd64
unset RMAPLOCK_KERNEL

# An archive of three packages, made here.
package() { # NAME FILE CONTENT
	mkdir -p "$TAP_TMP/pkg/DEBIAN" "$DEBS" "$TAP_TMP/pkg/$(dirname "$2")"
	printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: test\n' "$1" >"$TAP_TMP/pkg/DEBIAN/control"
	printf '%s\n' "$3" >"$TAP_TMP/pkg/$2"
	dpkg-deb -b "$TAP_TMP/pkg" "$DEBS/$1.deb" >/dev/null
	rm -rf "$TAP_TMP/pkg"
}
package "linux-headers-$release" "usr/src/linux-headers-$release/Makefile" "include /usr/src/linux-headers-6.1.0-99-common/Makefile"
package linux-headers-6.1.0-99-common usr/src/linux-headers-6.1.0-99-common/Makefile "all:"
package linux-kbuild-6.1 usr/lib/linux-kbuild-6.1/scripts/x "x"
tap_stub apt-cache 'echo "cache $*" >>"$LOG"; test -z "${OFFLINE:-}" || exit 100
for name; do :; done
case $name in
linux-image-cloud-amd64) echo "  Depends: linux-image-'$release'" ;;
linux-headers-*) printf "  Depends: %s\n" linux-headers-6.1.0-99-common linux-kbuild-6.1 linux-compiler-gcc-12-x86 ;;
esac'
tap_stub apt-get 'echo "get $*" >>"$LOG"; test -z "${OFFLINE:-}" || { echo "E: no network" >&2; exit 100; }
get=no
for word; do
	test "$get" = no || cp "$DEBS/$word.deb" . || exit 100
	test "$word" != download || get=yes
done
if test -n "${BROKEN:-}"; then echo garbage >linux-kbuild-6.1.deb; fi'

refused 2 "kernel '../x': allowed are a flavour" "a name that is none is refused" "$rmaplock" kernel-dir ../x
refused 2 "one kernel at a time" "two names are refused" "$rmaplock" kernel-dir amd64 rt-amd64
refused 4 "Debian's archive has no linux-image-nonsense" "a flavour that Debian lacks is refused" "$rmaplock" kernel-dir nonsense
refused 4 "has no linux-image-cloud-amd64 here" "no network and an empty cache: one sentence" env OFFLINE=1 "$rmaplock" kernel-dir

ok "a broken download fails" sh -c "! BROKEN=1 '$rmaplock' kernel-dir"
ok "and leaves nothing behind" sh -c "test -z \"\$(find '$RMAPLOCK_CACHE/kernels/$release' -mindepth 1)\""

ok "headers are fetched" "$rmaplock" kernel-dir
kdir=$(cat "$TAP_TMP/out")
ok "stdout is the folder and nothing else" test "$kdir" = "$RMAPLOCK_CACHE/kernels/$release/headers/usr/src/linux-headers-$release"
ok "their Makefile includes the cache's, not the system's" grep -qx "include $RMAPLOCK_CACHE/kernels/$release/headers/usr/src/linux-headers-6.1.0-99-common/Makefile" "$kdir/Makefile"
ok "which is there" test -f "$(sed 's/^include //' "$kdir/Makefile")"
ok "nothing half-made is left" sh -c "test \"\$(ls '$RMAPLOCK_CACHE/kernels/$release')\" = headers"
: >"$LOG"
ok "the second time needs no network" env OFFLINE=1 "$rmaplock" kernel-dir
ok "and does not ask apt" test ! -s "$LOG"
ok "a release can be named exactly" env OFFLINE=1 "$rmaplock" kernel-dir "$release"
ok "RMAPLOCK_KERNEL names it too" sh -c "OFFLINE=1 RMAPLOCK_KERNEL=$release '$rmaplock' kernel-dir | grep -qx '$kdir'"
ok "--update asks the archive again" "$rmaplock" kernel-dir --update
ok "which it did" grep -q "cache.*linux-image-cloud-amd64" "$LOG"

mkdir "$TAP_TMP/full"
refused 4 "set RMAPLOCK_CACHE to a folder" "a cache that cannot be made is named" env RMAPLOCK_CACHE=/proc/nonsense "$rmaplock" kernel-dir
done_testing
