# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Kernels whose reverse map has the lock that kernel/configs/NAME.config chooses: Debian's linux-source-SERIES, the
# patches of kernel/patches/SERIES and one .config that differs in the choice alone. Needs common.sh.
#
#   $RMAPLOCK_CACHE/lock-kernels/SERIES/FLAVOUR/CONFIG/   a kernel, whole or not there:
#       bzImage       the kernel
#       config        its .config; config.diff is how it differs from that of rwsem
#       release       what uname -r will say
#       System.map    its symbols
#       vmlinux       for perf and addr2line, stripped of nothing (it has no debug information)
#       kdir/         the folder to build modules against (make -C kmod KDIR=...)
#       text          a hash of its machine code
#       stamp         a hash of all it was made of: up to date is who has today's
#   $RMAPLOCK_CACHE/lock-kernels/build/SERIES/   stock/ and patched/, the two source trees (one copy of each file that
#       they share), in them o-FLAVOUR, where it is built. ccache/ beside it, 2 GB at most.

KERNELS_SERIES=6.1
KERNELS_REFERENCE=rwsem # config.diff is against it
KERNELS_CC=gcc-12
KERNELS_RECIPE=1 # raise it when the same inputs begin to make another kernel
KERNELS_CACHE=$RMAPLOCK_CACHE/lock-kernels
KERNELS_ROOM=$RMAPLOCK_ROOT/kernel

# kernels_path SERIES FLAVOUR CONFIG: print the folder of that kernel.
kernels_path() {
	kernels_check "$@"
	test -d "$KERNELS_CACHE/$1/$2/$3" ||
		die "$EXIT_UNAVAILABLE" "there is no $2 kernel $3 of series $1 yet: run 'rmaplock kernels --series $1 --flavour $2 $3'"
	printf '%s\n' "$KERNELS_CACHE/$1/$2/$3"
}

# kernels_configs: print the names of all configs.
kernels_configs() {
	for kc_file in "$KERNELS_ROOM"/configs/*.config; do
		kc_name=${kc_file##*/}
		printf '%s\n' "${kc_name%.config}"
	done
}

# kernels_flavours: print the names of all flavours: timing, which is base.config alone, and those of the files beside it.
kernels_flavours() {
	printf 'timing\n'
	for kv_file in "$KERNELS_ROOM"/*.config; do
		kv_name=${kv_file##*/}
		kv_name=${kv_name%.config}
		case $kv_name in
		base | *.*) ;; # *.*: for one of the two trees
		*) printf '%s\n' "$kv_name" ;;
		esac
	done
}

kernels_all_series() {
	for ks_dir in "$KERNELS_ROOM"/patches/*/; do
		ks_dir=${ks_dir%/}
		printf '%s\n' "${ks_dir##*/}"
	done
}

# kernels_check SERIES [FLAVOUR [CONFIG]...]: are these names of something?
kernels_check() {
	case $1 in
	*[!0-9.]* | *..* | .* | *.) kh_series=no ;;
	*.*) test -d "$KERNELS_ROOM/patches/$1" && kh_series=yes || kh_series=no ;;
	*) kh_series=no ;;
	esac
	test "$kh_series" = yes ||
		die "$EXIT_USAGE" "kernels: there are no patches for series '$1', but for: $(kernels_all_series | paste -sd ' ')"
	shift
	test $# -gt 0 || return 0
	kernels_flavours | grep -Fqx -e "$1" ||
		die "$EXIT_USAGE" "kernels: no flavour '$1': there are $(kernels_flavours | paste -sd ' ')"
	shift
	for kh_config; do
		{ is_name "$kh_config" && test -f "$KERNELS_ROOM/configs/$kh_config.config"; } ||
			die "$EXIT_USAGE" "kernels: no config '$kh_config': there are $(kernels_configs | paste -sd ' ')"
	done
}

# kernels_tree CONFIG: print which source tree it is built from.
kernels_tree() {
	if grep -qx '# source: unpatched' "$KERNELS_ROOM/configs/$1.config"; then
		echo stock
	else
		echo patched
	fi
}

# kernels_fragments FLAVOUR CONFIG: print the files that make up its .config, in order.
kernels_fragments() {
	printf '%s\n' "$KERNELS_ROOM/base.config"
	for kg_file in "$KERNELS_ROOM/$1.config" "$KERNELS_ROOM/$1.$(kernels_tree "$2").config"; do
		test ! -f "$kg_file" || printf '%s\n' "$kg_file"
	done
	printf '%s\n' "$KERNELS_ROOM/configs/$2.config"
}

# kernels_stamp SERIES FLAVOUR CONFIG: print a hash of all that the kernel is made of.
kernels_stamp() {
	{
		printf '%s\n' "$KERNELS_RECIPE" "$(cat "$KERNELS_CACHE/build/$1/version")"
		"$KERNELS_CC" --version | head -n 1
		ld --version | head -n 1
		kernels_fragments "$2" "$3" | xargs cat
		# what a changelog says is not in the kernel
		test "$(kernels_tree "$3")" = stock || sed -s -n '/^\(diff\|---\) /,$p' "$KERNELS_ROOM/patches/$1"/*.patch
	} | sha256sum | cut -d ' ' -f 1
}

# kernels_source SERIES yes|no: have both source trees in the cache, patched as of now; yes: of the archive's newest
# version. The caller holds the lock.
kernels_source() {
	kt_build=$KERNELS_CACHE/build/$1
	if test "$2" = yes || test ! -s "$kt_build/version"; then
		kernels_unpack "$1"
	fi
	kernels_patch "$1"
}

# kernels_unpack SERIES: an up-to-date tree is kept, and with it what was built in it.
kernels_unpack() {
	. "$RMAPLOCK_ROOT/scripts/lib/apt.sh"
	ku_tmp=$kt_build/tmp-$$
	rm -rf "$kt_build"/tmp-*
	mkdir -p "$ku_tmp"
	say "fetching linux-source-$1 (140 MB)"
	apt_download "$ku_tmp" "linux-source-$1"
	ku_version=$(dpkg-deb -f "$ku_tmp/linux-source-$1"_*.deb Version)
	if test -s "$kt_build/version" && test "$(cat "$kt_build/version")" = "$ku_version"; then
		rm -rf "$ku_tmp"
		return
	fi
	say "unpacking linux-source-$1 $ku_version (1.6 GB)"
	dpkg-deb --fsys-tarfile "$ku_tmp/linux-source-$1"_*.deb |
		tar -xf - -O "./usr/src/linux-source-$1.tar.xz" |
		tar -xJf - -C "$ku_tmp" ||
		die "$EXIT_FAILED" "cannot unpack linux-source-$1 into $kt_build: is the disk full?"
	rm -rf "$kt_build/version" "$kt_build/stock" "$kt_build/patched" "$kt_build/touched"
	cp -al "$ku_tmp/linux-source-$1" "$kt_build/patched"
	mv -T "$ku_tmp/linux-source-$1" "$kt_build/stock"
	rm -rf "$ku_tmp"
	printf '%s\n' "$ku_version" >"$kt_build/version"
}

# kernels_touched FOLDER: print the files that its patches touch.
kernels_touched() {
	sed -n 's,^+++ b/,,p' "$1"/*.patch | sort -u
}

# kernels_patch SERIES: make patched/ what stock/ and today's patches make, without touching what stays as it is: make
# goes by times. Files are replaced, not written to, for stock/ has the same ones.
kernels_patch() {
	kernels_try_patch "$1" "$kt_build/new"
	touch "$kt_build/touched"
	kernels_touched "$KERNELS_ROOM/patches/$1" | sort -u - "$kt_build/touched" >"$kt_build/touched.new"
	while IFS= read -r kp_file; do
		kp_from=$kt_build/new/$kp_file
		test -e "$kp_from" || kp_from=$kt_build/stock/$kp_file
		if test ! -e "$kp_from"; then
			rm -f "$kt_build/patched/$kp_file"
		elif ! cmp -s "$kp_from" "$kt_build/patched/$kp_file"; then
			mkdir -p "$(dirname -- "$kt_build/patched/$kp_file")"
			rm -f "$kt_build/patched/$kp_file"
			cp "$kp_from" "$kt_build/patched/$kp_file"
		fi
	done <"$kt_build/touched.new"
	mv "$kt_build/touched.new" "$kt_build/touched"
	rm -rf "$kt_build/new"
}

# kernels_try_patch SERIES FOLDER: the patched files alone, in FOLDER; the patches have to fit exactly.
kernels_try_patch() {
	rm -rf "$2"
	mkdir -p "$2"
	kernels_touched "$KERNELS_ROOM/patches/$1" | while IFS= read -r kr_file; do
		test -e "$KERNELS_CACHE/build/$1/stock/$kr_file" || continue
		mkdir -p "$(dirname -- "$2/$kr_file")"
		cp "$KERNELS_CACHE/build/$1/stock/$kr_file" "$2/$kr_file"
	done
	for kr_patch in "$KERNELS_ROOM/patches/$1"/*.patch; do
		patch --strip 1 --fuzz 0 --force --silent --no-backup-if-mismatch --reject-file - \
			--directory "$2" <"$kr_patch" >"$2.log" 2>&1 || {
			cat "$2.log" >&2
			die "$EXIT_FAILED" "kernels: ${kr_patch##*/} does not fit linux-source-$1 $(cat "$KERNELS_CACHE/build/$1/version"): port it, or build with the version it was made for"
		}
		! grep -q -E 'offset|fuzz' "$2.log" || say "${kr_patch##*/}: $(grep -c -E 'offset|fuzz' "$2.log") hunks are not where they were"
	done
	rm -f "$2.log"
}

# kernels_make TREE OUT TARGET...: run make in the source tree TREE; OUT is a folder in it, so that no path from outside
# gets into the compiler's command line, and ccache finds the same file again wherever the cache is.
kernels_make() {
	km_tree=$1 km_out=$2
	shift 2
	# What somebody else's build has in the environment is not ours. KERNELS_EXEC=exec: become make, so as to be killed.
	${KERNELS_EXEC:-} env -u MAKEFLAGS -u KCONFIG_CONFIG -u KCONFIG_ALLCONFIG -u KBUILD_OUTPUT -u ARCH -u CROSS_COMPILE \
		CCACHE_DIR="$KERNELS_CACHE/build/ccache" CCACHE_MAXSIZE=2G CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 \
		KBUILD_BUILD_TIMESTAMP=1970-01-01 KBUILD_BUILD_VERSION=1 \
		KBUILD_BUILD_USER=rmaplock KBUILD_BUILD_HOST=rmaplock \
		make -C "$km_tree" O="$km_out" CC="ccache $KERNELS_CC" HOSTCC="ccache $KERNELS_CC" "$@"
}

# kernels_tiny TREE OUT: make OUT/.config what tinyconfig makes of it, which is the same for every config of a tree. It takes
# two thirds of the time to configure, so once a run: patches and compilers do not change in between.
kernels_tinies=' '
kernels_tiny() {
	case $kernels_tinies in
	*" $1 "*)
		cp "$1.tiny-config" "$1/$2/.config"
		return
		;;
	esac
	kernels_make "$1" "$2" -s tinyconfig && cp "$1/$2/.config" "$1.tiny-config" && kernels_tinies="$kernels_tinies$1 "
}

# kernels_configure SERIES FLAVOUR CONFIG OUT: make OUT/.config, OUT being a folder in the tree of CONFIG, and see that
# every line of the fragments took effect.
kernels_configure() {
	kf_tree=$KERNELS_CACHE/build/$1/$(kernels_tree "$3")
	kf_out=$kf_tree/$4
	mkdir -p "$kf_out"
	kf_fragments=$(kernels_fragments "$2" "$3")
	# shellcheck disable=SC2086 # a list of files; the path of the cache has no blanks, or make would not take it
	{
		kernels_tiny "$kf_tree" "$4" &&
			cat $kf_fragments >>"$kf_out/.config" && # of two lines for one symbol conf takes the last
			kernels_make "$kf_tree" "$4" -s olddefconfig
	} >"$kf_out/configure.log" 2>&1 || {
		tail -n 5 "$kf_out/configure.log" >&2
		die "$EXIT_FAILED" "kernels: cannot configure $3 of series $1: all that was said is in $kf_out/configure.log"
	}
	# shellcheck disable=SC2086
	kf_wrong=$(kernels_unhonoured "$kf_out/.config" $kf_fragments)
	test -z "$kf_wrong" ||
		die "$EXIT_FAILED" "kernels: Kconfig did not honour '$kf_wrong' for $3 ($2, series $1): something it depends on is missing, or forbids it"
}

# kernels_unhonoured .CONFIG FRAGMENT...: print the first line of the fragments that is not so in .config.
kernels_unhonoured() {
	kn_config=$1
	shift
	awk '
		{ name = "" }
		/^CONFIG_/ { name = $0; sub(/=.*/, "", name) }
		/^# CONFIG_.* is not set$/ { name = $2 }
		name == "" { next }
		FILENAME == config { has[name] = $0; next }
		{
			off = /^#/
			if (off ? (name in has) && has[name] !~ /^#/ : has[name] != $0) { print; exit }
		}' config="$kn_config" "$kn_config" "$@"
}

# kernels_kdir TREE OUT FOLDER: what it takes to build modules for that kernel, out of OUT, where the next one is built.
kernels_kdir() {
	kk_out=$1/$2
	mkdir -p "$3/arch/x86/include" "$3/tools/objtool"
	cp -R "$kk_out/include" "$kk_out/scripts" "$3/"
	cp -R "$kk_out/arch/x86/include/generated" "$3/arch/x86/include/"
	cp "$kk_out/.config" "$kk_out/Module.symvers" "$3/"
	test ! -x "$kk_out/tools/objtool/objtool" || cp "$kk_out/tools/objtool/objtool" "$3/tools/objtool/"
	find "$3/scripts" -name '.*.cmd' -delete -o -name '*.o' -delete
	printf 'include %s/Makefile\n' "$1" >"$3/Makefile"
}
