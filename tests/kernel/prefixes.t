#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Every prefix of the series builds and boots to init, with the choice of lock that its last patch brings (else the
# reference's). The objects stay in the cache, so a prefix costs what its patch changes; nearly all files see the lock of
# a file's mappings through fs.h, so their number is what it costs: the kernel is base.config without drivers and network.
# Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES   of which series (default: the reference)
# shellcheck disable=SC2016,SC2317 # $ in scripts of the guest; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}
kernel_tree
all=$TAP_TMP/all
mv "$TAP_TREE/kernel/patches/$series" "$all"
mkdir "$TAP_TREE/kernel/patches/$series"
rm "$TAP_TREE"/kernel/configs/*.config
printf '' >"$TAP_TREE/kernel/configs/rwsem.config"
# Without ACPI, CPUs are found in the MP table.
sed -i -E '/^CONFIG_(ACPI|PCI|PVH|KVM_GUEST|PARAVIRT|HYPERVISOR_GUEST|VIRTIO_[A-Z]*|NET|UNIX|POSIX_MQUEUE|CPUSETS|TASKSTATS|CRYPTO|CRYPTO_LZO|ZRAM|ZSMALLOC)=y$/d' \
	"$TAP_TREE/kernel/base.config"
printf 'CONFIG_X86_MPPARSE=y\n' >>"$TAP_TREE/kernel/base.config"

# Without ACPI there is no switching off.
boots() {
	echo 'echo "STEP ok CPUs $(nproc)"; echo "STEP ok end"; reboot -f' | boot "$1/bzImage" 120 256
}

for patch in "$all"/*.patch; do
	name=${patch##*/}
	cp "$patch" "$TAP_TREE/kernel/patches/$series/"
	choice=$(sed -n 's/^+config ANON_VMA_LOCK_\([A-Z_]*\)$/\1/p' "$patch" | grep -v SPINS || :)
	printf '%s\n' ${choice:+"CONFIG_ANON_VMA_LOCK_$choice=y" "CONFIG_I_MMAP_LOCK_$choice=y"} >"$TAP_TREE/kernel/configs/prefix.config"
	# Its folder of results is of no use to anybody else.
	ok "$name: the series up to here builds" "$TAP_TREE/scripts/rmaplock" kernels --series "$series" prefix
	test "$TAP_STATUS" -eq 0 || continue
	path=$KERNELS_CACHE/$series/timing/prefix
	ok "and boots" boots "$path"
	ok "on both CPUs, to init" stepped 'CPUs 2'
	ok "and has nothing to report" clean
	rm -rf "$path"
done
# The tree in the cache is the whole series' again.
ok "the whole series is put back" "$TAP_ROOT/scripts/rmaplock" kernels --series "$series" --check rwsem
done_testing
