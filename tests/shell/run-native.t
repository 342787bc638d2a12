#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The target native refuses, in one sentence, where modules cannot be loaded; and it is the guest's code otherwise.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
native=$TAP_TREE/scripts/target/native
export RMAPLOCK_ROOT="$TAP_TREE"

tap_stub uname 'echo 0.0.0-nonsense'
refused 4 'target native: (this kernel .0.0.0-nonsense. cannot load modules|no headers of the running kernel in .*: apt-get install linux-headers-0.0.0-nonsense)' \
	"a kernel without modules or headers is refused" "$native" check
refused 4 'target native: ' "rmaplock run --target native passes it on" "$TAP_TREE/scripts/rmaplock" run --target native --plan "$TAP_TMP/plan"
ok "and makes no folder" test -z "$(ls "$TAP_TREE/results")"
rm "$TAP_TREE/bin/uname"

# cell.sh itself, on this machine, with stand-ins for the module's loading and the kernel's messages.
cat >"$TAP_TMP/cells" <<'CELLS'
# rmaplock cells 1
block	order	collector	config	workload	params	tasks
1	1	none	rwsem-fifo	fork_exit	areas=8,pages=2	2
1	2	none	aa-spinlock	fork_exit	-	1
2	3	histograms	spinlock	fork_exit	-	1
3	4	perf	spinlock	fork_exit	-	1
CELLS
export LOG="$TAP_TMP/log"
# LEFT: the module that it fails to remove.
cat >"$RMAPLOCK_BUILD/workloads/fork_exit" <<'WORKLOAD'
#!/bin/sh
echo "workload $*" >>"$LOG"
test -z "$LEFT" || mkdir -p "$SYS/module/$LEFT"
printf 'end\tok\n'
WORKLOAD
mkdir "$TAP_TMP/collect"
cp "$TAP_TREE/scripts/collect/histograms" "$TAP_TMP/collect/"
printf '#!/bin/sh\necho "no perf on this machine" >&2\nexit 4\n' >"$TAP_TMP/collect/perf"
chmod +x "$TAP_TMP/collect/perf"
cat >"$TAP_TMP/main" <<'MAIN'
. "$RMAPLOCK_ROOT/scripts/guest/cell.sh"
CELL_MODULES=/modules CELL_WORKLOADS=$RMAPLOCK_BUILD/workloads CELL_COLLECT=$1/collect CELL_TMP=$1
CELL_SECONDS=0.1 CELL_WARMUP=0.02 CELL_PIN=core CELL_SEED=999999990 CELL_GUARD= CELL_OFFSET=0 CELL_MODULE_OPTIONS=--expedite CELL_SUBJECT=$SUBJECT
CELL_SYS=$SYS
cell_mark() { :; }
cell_kernel_messages() { :; }
# a function: busybox prefers its own rmmod to a program
rmmod() { echo "rmmod $*" >>"$LOG"; test -z "$RMMOD" || { echo "rmmod: $RMMOD" >&2; return 1; }; rmdir "$SYS/module/$1"; }
cells_run "$1/cells"
MAIN
export SUBJECT=model LEFT='' RMMOD='' SYS="$TAP_TMP/sys"
for shell in dash 'busybox sh'; do
	: >"$LOG"
	# shellcheck disable=SC2086 # a command of two words
	$shell "$TAP_TMP/main" "$TAP_TMP" >"$TAP_TMP/out" 2>"$TAP_TMP/err"
	tap_result $? "$shell runs the cells"
	said "each starts" '^cell	start	1	1	none	rwsem-fifo	fork_exit	areas=8,pages=2	2	[0-9]+\.[0-9][0-9]$'
	said "and ends" '^cell	end	4$'
	said "a collector that is not there gives its reason" '^unavailable	no perf on this machine$'
	cat >"$TAP_TMP/wanted" <<'WANTED'
workload --tasks 2 --seconds 0.1 --warmup 0.02 --pin core --seed 10000011 --device /dev/rmaplock --module /modules/rmaplock_rwsem-fifo.ko --expedite --knob areas=8 --knob pages=2
workload --tasks 1 --seconds 0.1 --warmup 0.02 --pin core --seed 10000011 --device /dev/rmaplock --module /modules/rmaplock_spinlock.ko --expedite
workload --tasks 1 --seconds 0.1 --warmup 0.02 --pin core --seed 20000030 --device /dev/rmaplock --module /modules/rmaplock_spinlock.ko --expedite --timing
WANTED
	ok "modules and workloads are called as they should be" diff "$TAP_TMP/wanted" "$LOG"
done

export LEFT=rmaplock_rwsem_fifo
: >"$LOG"
ends 0 "a module that the workload leaves loaded is removed" sh "$TAP_TMP/main" "$TAP_TMP"
ok "by its own name" test "$(grep -c '^rmmod rmaplock_rwsem_fifo$' "$LOG")" -eq 1
export RMMOD="Module is in use"
ends 3 "a module that cannot be removed ends it all" sh "$TAP_TMP/main" "$TAP_TMP"
said "with the reason" '^failed	cannot remove the module: rmmod: Module is in use$'

# A client of Linux's own MMU notifiers is a knob and a module; none of it is neither.
cat >"$TAP_TMP/cells" <<'CELLS'
# rmaplock cells 1
block	order	collector	config	workload	params	tasks
1	1	none	aa-stock	fork_exit	areas=8	2
1	2	none	kvm	fork_exit	-	1
CELLS
cat >"$TAP_TMP/wanted" <<'WANTED'
workload --tasks 2 --seconds 0.1 --warmup 0.02 --pin core --seed 10000011 --device none --knob areas=8
workload --tasks 1 --seconds 0.1 --warmup 0.02 --pin core --seed 10000011 --device none --knob client=kvm --module /modules/real/rmaplock_real.ko --expedite
rmmod rmaplock_real
WANTED
export SUBJECT=stock-mmu LEFT=rmaplock_real RMMOD=
: >"$LOG"
ends 0 "cells with a client are run" sh "$TAP_TMP/main" "$TAP_TMP"
ok "with their module, which is removed" diff "$TAP_TMP/wanted" "$LOG"
done_testing
