# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Debian's kernels as files in the cache: fetched with apt's own download, unpacked, nothing installed, no root.
# Needs common.sh. A kernel is named by RMAPLOCK_KERNEL: a flavour (cloud-amd64, amd64, rt-amd64, 6.12-cloud-amd64)
# or one exact release (6.1.0-56-cloud-amd64); or, to boot only, a folder with an own kernel (`rmaplock kernels`), by
# absolute path: bzImage, config, release.
#
#   $RMAPLOCK_CACHE/kernels/flavour-NAME       the release that the flavour meant when it was first asked for
#   $RMAPLOCK_CACHE/kernels/RELEASE/image/     boot/vmlinuz-RELEASE, boot/config-RELEASE, lib/modules/RELEASE
#   $RMAPLOCK_CACHE/kernels/RELEASE/headers/   usr/src/linux-headers-RELEASE (KDIR) and what it includes
#
# Each of the two folders appears whole, by rename, or not at all. A cache that has them never needs the network.

KERNEL_DEFAULT=cloud-amd64

# kernel_release [FLAVOUR|RELEASE]: print the release.
kernel_release() {
	kr_name=${1:-${RMAPLOCK_KERNEL:-$KERNEL_DEFAULT}}
	case $kr_name in
	/*)
		test -s "$kr_name/bzImage" ||
			die "$EXIT_USAGE" "kernel '$kr_name': the folder has no bzImage: see 'rmaplock kernels'"
		printf '%s\n' "$kr_name"
		return
		;;
	*[!a-z0-9.+-]* | -* | '')
		die "$EXIT_USAGE" "kernel '$kr_name': allowed are a flavour such as cloud-amd64, amd64 or rt-amd64, or a release such as 6.1.0-56-cloud-amd64"
		;;
	[0-9]*.[0-9]*.[0-9]*-*)
		printf '%s\n' "$kr_name"
		return
		;;
	esac
	kr_file=$RMAPLOCK_CACHE/kernels/flavour-$kr_name
	if test ! -s "$kr_file"; then
		kr_release=$(kernel_resolve "$kr_name") || exit
		mkdir -p "$RMAPLOCK_CACHE/kernels"
		printf '%s\n' "$kr_release" >"$kr_file.$$"
		mv "$kr_file.$$" "$kr_file"
	fi
	cat "$kr_file"
}

# kernel_image [NAME]: print the folder that holds the kernel's image and modules, fetched if need be.
kernel_image() {
	ki_release=$(kernel_release "${1:-}") || exit
	kernel_fetch image "$ki_release" || exit
	printf '%s\n' "$RMAPLOCK_CACHE/kernels/$ki_release/image"
}

# kernel_config [NAME]: print the path of its .config.
kernel_config() {
	case ${1:-} in
	/*) printf '%s\n' "$1/config" ;;
	*)
		kc_dir=$(kernel_image "${1:-}") || exit
		printf '%s\n' "$kc_dir"/boot/config-*
		;;
	esac
}

kernel_vmlinuz() {
	case ${1:-} in
	/*)
		printf '%s\n' "$1/bzImage"
		return
		;;
	esac
	kv_dir=$(kernel_image "${1:-}") || exit
	printf '%s\n' "$kv_dir"/boot/vmlinuz-*
}

kernel_modules() {
	km_dir=$(kernel_image "${1:-}") || exit
	printf '%s\n' "$km_dir"/lib/modules/*
}

# kernel_dir [NAME]: print the folder to build modules against (KDIR), fetched if need be.
kernel_dir() {
	kd_release=$(kernel_release "${1:-}") || exit
	kernel_fetch headers "$kd_release" || exit
	printf '%s\n' "$RMAPLOCK_CACHE/kernels/$kd_release/headers/usr/src/linux-headers-$kd_release"
}

# kernel_forget [FLAVOUR]: let the flavour mean the archive's current release again.
kernel_forget() {
	rm -f "$RMAPLOCK_CACHE/kernels/flavour-${1:-${RMAPLOCK_KERNEL:-$KERNEL_DEFAULT}}"
}

# kernel_fetch image|headers RELEASE: have it in the cache. One fetch at a time; the second finds the first's work.
kernel_fetch() {
	test ! -d "$RMAPLOCK_CACHE/kernels/$2/$1" || return 0
	need_cache
	. "$RMAPLOCK_ROOT/scripts/lib/apt.sh"
	(
		flock 9
		test -d "$RMAPLOCK_CACHE/kernels/$2/$1" || kernel_unpack "$1" "$2"
	) 9>"$RMAPLOCK_CACHE/lock"
}

# kernel_packages image|headers RELEASE: print the packages it is made of.
kernel_packages() {
	case $1 in
	image)
		printf '%s\n' "linux-image-$2"
		;;
	headers)
		printf '%s\n' "linux-headers-$2"
		apt_depends "linux-headers-$2" 'linux-headers-.*-common.*|linux-kbuild-.*'
		;;
	esac
}

kernel_unpack() {
	ku_dir=$RMAPLOCK_CACHE/kernels/$2
	ku_tmp=$ku_dir/tmp-$1-$$
	trap 'rm -rf "$ku_tmp"' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	ku_packages=$(kernel_packages "$1" "$2")
	say "fetching $(echo "$ku_packages" | tr '\n' ' ')"
	mkdir -p "$ku_tmp/debs" "$ku_tmp/root"
	# shellcheck disable=SC2086 # a list of package names
	apt_download "$ku_tmp/debs" $ku_packages
	for ku_deb in "$ku_tmp"/debs/*.deb; do
		dpkg-deb -x "$ku_deb" "$ku_tmp/root" ||
			die "$EXIT_FAILED" "cannot unpack $ku_deb: is the disk full?"
	done
	test "$1" != headers || kernel_relocate "$ku_tmp/root" "$ku_dir/headers"
	mv -T "$ku_tmp/root" "$ku_dir/$1"
}

# kernel_relocate ROOT FINAL: the headers name each other by absolute path; make it the one they will have.
kernel_relocate() {
	for kl_makefile in "$1"/usr/src/linux-headers-*/Makefile; do
		sed -i "s#/usr/src/#$2/usr/src/#" "$kl_makefile"
	done
}

# kernel_resolve FLAVOUR: print the release of the archive's newest kernel of that flavour.
kernel_resolve() {
	need_cache
	. "$RMAPLOCK_ROOT/scripts/lib/apt.sh"
	kn_package=$(apt_depends "linux-image-$1" 'linux-image-[0-9].*') || exit
	printf '%s\n' "${kn_package#linux-image-}"
}
