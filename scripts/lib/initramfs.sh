# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# The guest's root file system, in two cpio archives that the kernel unpacks one over the other:
#   base     busybox, virtio's modules, perf and other tools with their libraries; cached by what goes into it
#   overlay  init, rmaplock's modules, workloads and collectors, and the files of one run; made every time
# Needs common.sh and kernel.sh. Not compressed: unpacking is slower under an emulator than reading.

# In load order. Kernels from 6.12 on have most of them built in, and those that are left compressed.
INITRAMFS_MODULES='virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_console'
# Taken along where the host has them; what needs one says so when it is not there.
INITRAMFS_TOOLS='perf trace-cmd lstopo-no-graphics'

# initramfs_pack FOLDER: print it as a cpio archive, the same bytes for the same files.
initramfs_pack() {
	(cd "$1" && find . -mindepth 1 -print0 | sort -z |
		cpio --quiet --null -oH newc --owner=0:0 --reproducible)
}

# initramfs_program ROOT FILE DESTINATION: put a program there, with the shared libraries that it needs. Debug
# information stays at home: it would have to be unpacked by an emulated CPU.
initramfs_program() {
	install -D -m 755 "$2" "$1$3"
	strip --strip-debug "$1$3" 2>/dev/null || : # a script
	ldd "$2" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }' |
		while read -r ip_library; do
			test -e "$1$ip_library" || install -D -m 755 "$ip_library" "$1$ip_library"
		done
}

# initramfs_base RELEASE: print the path of the base archive for that kernel, made if need be.
initramfs_base() {
	case $1 in
	/*) ib_modules=none ib_kernel=own ;; # one of our own has all that it needs built in
	*) ib_modules=$(kernel_modules "$1") ib_kernel=$1 || exit ;;
	esac
	ib_busybox=$(initramfs_busybox) || exit
	ib_inputs=$ib_busybox
	for ib_tool in $INITRAMFS_TOOLS; do
		ib_inputs="$ib_inputs $(command -v "$ib_tool" || :)"
	done
	# shellcheck disable=SC2086 # a list of paths without blanks
	ib_key=$({
		printf '%s\n' "$ib_kernel"
		stat -L -c '%n %s %Y' $ib_inputs
		cat "$RMAPLOCK_ROOT/scripts/lib/initramfs.sh"
	} | sha256sum | cut -c 1-16)
	ib_archive=$RMAPLOCK_CACHE/initramfs/base-$ib_key.cpio
	test -s "$ib_archive" || initramfs_make_base "$ib_archive" "$ib_modules" "$ib_inputs"
	printf '%s\n' "$ib_archive"
}

initramfs_make_base() (
	mkdir -p "$RMAPLOCK_CACHE/initramfs"
	im_root=$(mktemp -d "$RMAPLOCK_CACHE/initramfs/tmp-XXXXXX")
	trap 'rm -rf "$im_root" "$1.$$"' EXIT
	for im_dir in bin dev proc sys tmp run root etc usr/bin lib/virtio; do
		mkdir -p "$im_root/$im_dir"
	done
	for im_tool in $3; do
		case $im_tool in
		*/busybox) initramfs_install_busybox "$im_root" "$im_tool" ;;
		*) initramfs_program "$im_root" "$im_tool" "/usr/bin/${im_tool##*/}" ;;
		esac
	done
	test "$2" = none || initramfs_virtio "$im_root" "$2"
	# Older bases serve other kernels or other tools; keep a few.
	# shellcheck disable=SC2012 # our own names
	ls -t "$RMAPLOCK_CACHE"/initramfs/base-*.cpio 2>/dev/null | tail -n +4 | xargs -r rm -f
	initramfs_pack "$im_root" >"$1.$$"
	mv "$1.$$" "$1"
)

initramfs_install_busybox() {
	install -m 755 "$2" "$1/bin/busybox"
	"$2" --list | while read -r ii_applet; do
		test "$ii_applet" = busybox || ln -s busybox "$1/bin/$ii_applet"
	done
}

# initramfs_virtio ROOT MODULES: virtio's modules, numbered so that their names sort in load order.
initramfs_virtio() {
	iv_number=10
	for iv_name in $INITRAMFS_MODULES; do
		iv_file=$(find "$2/kernel/drivers" -name "$iv_name.ko*")
		case $iv_file in
		*.ko) cp "$iv_file" "$1/lib/virtio/$iv_number-$iv_name.ko" ;;
		*.ko.xz) xz -dc "$iv_file" >"$1/lib/virtio/$iv_number-$iv_name.ko" ;;
		*)
			grep -q "/$iv_name\\.ko$" "$2/modules.builtin" ||
				case $iv_name in
				*_dev) ;; # folded into virtio_pci by some kernels
				*) die "$EXIT_FAILED" "the kernel in $2 has no $iv_name, neither built in nor as a module: choose another with RMAPLOCK_KERNEL" ;;
				esac
			;;
		esac
		iv_number=$((iv_number + 1))
	done
}

# Only a static busybox works without libraries; the dynamic one has the same name.
initramfs_busybox() {
	for ix_file in "$(command -v busybox || :)" /bin/busybox /usr/bin/busybox; do
		if test -x "$ix_file" && ! ldd "$ix_file" >/dev/null 2>&1; then
			readlink -f "$ix_file"
			return
		fi
	done
	die "$EXIT_UNAVAILABLE" "no statically linked busybox: apt-get install busybox-static"
}

# initramfs_overlay ROOT RELEASE: fill the folder with everything that is ours; modules as built for that kernel.
initramfs_overlay() {
	mkdir -p "$1/rmaplock/modules/real" "$1/rmaplock/workloads" "$1/rmaplock/files" "$1/rmaplock/collect/lib"
	install -m 755 "$RMAPLOCK_ROOT/scripts/guest/init.sh" "$1/init"
	install -m 755 "$RMAPLOCK_ROOT"/scripts/guest/*.sh "$1/rmaplock/"
	for io_file in "$RMAPLOCK_ROOT"/scripts/collect/*; do
		test ! -f "$io_file" || install -m 755 "$io_file" "$1/rmaplock/collect/"
	done
	cp "$RMAPLOCK_ROOT"/scripts/collect/lib/* "$1/rmaplock/collect/lib/"
	io_modules=$RMAPLOCK_BUILD/kmod/$2 # none for a kernel of our own, which is named by its folder
	for io_file in "$io_modules"/*.ko "$io_modules"/real/*.ko; do
		test ! -f "$io_file" || strip --strip-debug -o "$1/rmaplock/modules${io_file#"$io_modules"}" "$io_file" ||
			die "$EXIT_FAILED" "$io_file is not a kernel module: see 'rmaplock build'"
	done
	for io_file in "$RMAPLOCK_BUILD"/workloads/*; do
		test ! -f "$io_file" || test ! -x "$io_file" ||
			initramfs_program "$1" "$io_file" "/rmaplock/workloads/${io_file##*/}"
	done
}
