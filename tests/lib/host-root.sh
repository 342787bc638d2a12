# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2317 # tests call these
# A root for the guest that is made of this machine's own programs. Sourced after tap.sh; for vm-exec --root.

HOST_ROOT=$TAP_TMP/root
RMAPLOCK_ROOT=$TAP_ROOT
for lib in common kernel initramfs; do
	# shellcheck disable=SC1090 # scripts/lib
	. "$TAP_ROOT/scripts/lib/$lib.sh"
done

# host_programs NAME...: with their libraries, where Debian has them.
host_programs() {
	for hp_name; do
		for hp_folder in /usr/bin /usr/sbin -; do # merged on Debian, and not asked with command -v: the shell has its own
			test ! -x "$hp_folder/$hp_name" || break
		done
		test "$hp_folder" != - || {
			echo "this machine has no $hp_name" >&2
			return 1
		}
		initramfs_program "$HOST_ROOT" "$hp_folder/$hp_name" "$hp_folder/$hp_name"
	done
}

# host_stands_in BODY FILE...: for what must be there and is not used.
host_stands_in() {
	hs_body=$1
	shift
	for hs_file; do
		mkdir -p "$HOST_ROOT${hs_file%/*}"
		printf '#!/bin/sh\n%s\n' "$hs_body" >"$HOST_ROOT$hs_file"
		chmod 755 "$HOST_ROOT$hs_file"
	done
}

# host_tree FOLDER RELEASE: this source tree with what is built of it for that kernel.
host_tree() {
	ht_tree=$HOST_ROOT$1
	mkdir -p "$ht_tree/workloads" "$ht_tree/kmod" "$ht_tree/results" "$ht_tree/build/kmod/$2" "$ht_tree/build/workloads"
	cp -R "$TAP_ROOT/scripts" "$TAP_ROOT/plots" "$ht_tree/"
	cp -R "$TAP_ROOT/workloads/cases" "$ht_tree/workloads/"
	cp -R "$TAP_ROOT/kmod/configs" "$TAP_ROOT/kmod/uapi.h" "$ht_tree/kmod/"
	for ht_file in "$RMAPLOCK_BUILD/kmod/$2"/rmaplock_*.ko; do
		strip --strip-debug -o "$ht_tree/build/kmod/$2/${ht_file##*/}" "$ht_file"
	done
	for ht_file in "$RMAPLOCK_BUILD"/workloads/*; do
		test ! -f "$ht_file" || test ! -x "$ht_file" ||
			initramfs_program "$HOST_ROOT" "$ht_file" "$1/build/workloads/${ht_file##*/}"
	done
	initramfs_program "$HOST_ROOT" "$RMAPLOCK_BUILD/analysis/rmaplock-analyse" "$1/build/analysis/rmaplock-analyse"
	initramfs_program "$HOST_ROOT" "$RMAPLOCK_BUILD/analysis/rmaplock-scale" "$1/build/analysis/rmaplock-scale"
}
