#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The target native for real: in a guest whose programs are this machine's own, from `rmaplock run` to the table.
# Not covered: the build (done here, make has nothing to do there) and the drawing (gnuplot stands in).
# shellcheck disable=SC2016 # $ in the stand-ins
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/host-root.sh"
export RMAPLOCK_ACCEL=tcg

release=$(kernel_release)
{
	# What the scripts need, and with it the shell of #!/bin/sh. A program that is missing here would be missed there: no
	# link to busybox is left, but its own name.
	host_programs dash awk basename cat chmod cmp cp cut date dirname dmesg env expr find flock grep head id insmod jq ln ls \
		mkdir mkfifo mktemp mv nproc od readlink rm rmmod sed seq setpriv sha256sum sleep sort stat sync tail tee \
		timeout touch tr true uname uniq wc &&
		ln -s ../usr/bin/dash "$HOST_ROOT/bin-sh" &&
		mkdir -p "$HOST_ROOT/bin" && mv "$HOST_ROOT/bin-sh" "$HOST_ROOT/bin/sh" &&
		host_stands_in 'exit 0' /usr/bin/make &&
		host_stands_in ': >"$4"' /usr/bin/gnuplot &&
		host_stands_in 'echo "${0##*/} is not here" >&2; exit 99' /usr/bin/gcc /usr/bin/gcc-12 /usr/bin/strip /usr/bin/apt-get \
			/usr/bin/dpkg-deb /usr/bin/cpio &&
		host_stands_in '' /usr/include/stdio.h /usr/include/hwloc.h /usr/include/jansson.h /usr/include/gsl/gsl_version.h \
			/usr/lib/x86_64-linux-gnu/libelf.so.1 /usr/share/doc/busybox-static/copyright "/lib/modules/$release/build/Makefile" &&
		host_tree /src "$release"
} >&2 || exit
"$TAP_ROOT/scripts/vm-exec" --timeout 500 --root "$HOST_ROOT" --add "$TAP_ROOT/tests/guest/lib.sh" \
	-- "$TAP_ROOT/tests/guest/native.guest.sh"
