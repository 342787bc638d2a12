# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Debian packages that are needed, and their installation. Needs common.sh.

# GROUP NEED PACKAGE; NEED is a command, or a file (a glob will do). `run` is what every measurement needs.
packages_table() {
	cat <<'TABLE'
build gcc gcc
build strip binutils
build gcc-12 gcc-12
build make make
build /usr/include/stdio.h libc6-dev
build /usr/include/hwloc.h libhwloc-dev
build /usr/include/jansson.h libjansson-dev
build /usr/include/gsl/gsl_version.h libgsl-dev
build /usr/lib/*/libelf.so.1 libelf1
build apt-get apt
build dpkg-deb dpkg
run /usr/share/doc/busybox-static busybox-static
run cpio cpio
run gnuplot gnuplot-nox
run jq jq
run lstopo-no-graphics hwloc-nox
run perf linux-perf
vm qemu-system-x86_64 qemu-system-x86
vm xz xz-utils
vm setpriv util-linux
native /usr/sbin/insmod kmod
bench /usr/bin/time time
fuzz clang-14 clang-14
fuzz /usr/lib/llvm-14/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a libclang-rt-14-dev
test prove perl
test /usr/include/cmocka.h libcmocka-dev
test xmllint libxml2-utils
test patch patch
test /usr/sbin/insmod kmod
lint clang-format-14 clang-format-14
lint shellcheck shellcheck
lint sparse sparse
lint perl perl
lint git git
lint xz xz-utils
kernel apt-get apt
kernel dpkg-deb dpkg
kernel xz xz-utils
kernel patch patch
kernel make make
kernel gcc-12 gcc-12
kernel ccache ccache
kernel flex flex
kernel bison bison
kernel bc bc
kernel perl perl
kernel /usr/include/gelf.h libelf-dev
TABLE
}

# packages_missing GROUP...: set PACKAGES to the packages of these groups that are not there. Builtins only: this runs
# before everything else, every time.
packages_missing() {
	PACKAGES=
	while read -r pm_group pm_need pm_package; do
		case " $* " in
		*" $pm_group "*) ;;
		*) continue ;;
		esac
		packages_has "$pm_need" || PACKAGES="$PACKAGES $pm_package"
	done <<TABLE
$(packages_table)
TABLE
}

packages_has() {
	case $1 in
	/*)
		for ph_file in $1; do
			test ! -e "$ph_file" || return 0
		done
		return 1
		;;
	*) command -v "$1" >/dev/null ;;
	esac
}

# packages_ensure GROUP...: install what is missing, or say how to.
packages_ensure() {
	packages_missing "$@"
	test -n "$PACKAGES" || return 0
	pe_command="apt-get install --no-install-recommends$PACKAGES"
	pe_sudo=
	if test "${RMAPLOCK_NO_INSTALL:-0}" = 1; then
		die "$EXIT_UNAVAILABLE" "missing packages, and RMAPLOCK_NO_INSTALL is set; run: $pe_command"
	elif test "$(id -u)" -ne 0; then
		packages_sudo || die "$EXIT_UNAVAILABLE" "missing packages; as root, run: $pe_command"
		pe_sudo=sudo
	fi
	say "installing:$PACKAGES"
	# shellcheck disable=SC2086 # lists of words
	packages_apt install -y --no-install-recommends $PACKAGES ||
		{ packages_apt update && packages_apt install -y --no-install-recommends $PACKAGES; } ||
		die "$EXIT_UNAVAILABLE" "apt-get could not install what is missing; run it by hand: $pe_command"
}

# packages_sudo: may this user become root? Asks for a password only where somebody can type it.
packages_sudo() {
	command -v sudo >/dev/null || return 1
	if test -t 0 && test -t 2; then
		sudo -v
	else
		sudo -n true 2>/dev/null
	fi
}

packages_apt() {
	$pe_sudo env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >&2
}
