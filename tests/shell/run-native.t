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
printf '#!/bin/sh\necho "workload $*" >>"$LOG"\nprintf "end\\tok\\n"\n' >"$RMAPLOCK_BUILD/workloads/fork_exit"
mkdir "$TAP_TMP/collect"
cp "$TAP_TREE/scripts/collect/histograms" "$TAP_TMP/collect/"
printf '#!/bin/sh\necho "no perf on this machine" >&2\nexit 4\n' >"$TAP_TMP/collect/perf"
chmod +x "$TAP_TMP/collect/perf"
cat >"$TAP_TMP/main" <<'MAIN'
. "$RMAPLOCK_ROOT/scripts/guest/cell.sh"
CELL_MODULES=/modules CELL_WORKLOADS=$RMAPLOCK_BUILD/workloads CELL_COLLECT=$1/collect CELL_TMP=$1
CELL_SECONDS=0.1 CELL_WARMUP=0.02 CELL_PIN=core CELL_GUARD= CELL_OFFSET=0
cell_kernel_messages() { :; }
cell_hurry() { :; }
# functions: busybox prefers its own insmod to a program
insmod() { echo "insmod $*" >>"$LOG"; test -z "$INSMOD" || { echo "insmod: $INSMOD" >&2; return 1; }; }
rmmod() { echo "rmmod $*" >>"$LOG"; test -z "$RMMOD" || { echo "rmmod: $RMMOD" >&2; return 1; }; }
cells_run "$1/cells"
MAIN
export INSMOD='' RMMOD=''
for shell in dash 'busybox sh'; do
	: >"$LOG"
	# shellcheck disable=SC2086 # a command of two words
	$shell "$TAP_TMP/main" "$TAP_TMP" >"$TAP_TMP/out" 2>"$TAP_TMP/err"
	tap_result $? "$shell runs the cells"
	said "each starts" '^cell	start	1	1	none	rwsem-fifo	fork_exit	areas=8,pages=2	2	[0-9]+\.[0-9][0-9]$'
	said "and ends" '^cell	end	4$'
	said "a collector that is not there gives its reason" '^unavailable	no perf on this machine$'
	cat >"$TAP_TMP/wanted" <<'WANTED'
insmod /modules/rmaplock_rwsem-fifo.ko
workload --tasks 2 --seconds 0.1 --warmup 0.02 --pin core --device /dev/rmaplock --knob areas=8 --knob pages=2
rmmod rmaplock_rwsem_fifo
insmod /modules/rmaplock_spinlock.ko
workload --tasks 1 --seconds 0.1 --warmup 0.02 --pin core --device /dev/rmaplock
rmmod rmaplock_spinlock
insmod /modules/rmaplock_spinlock.ko
workload --tasks 1 --seconds 0.1 --warmup 0.02 --pin core --device /dev/rmaplock --timing
rmmod rmaplock_spinlock
WANTED
	ok "modules and workloads are called as they should be" diff "$TAP_TMP/wanted" "$LOG"
done

export RMMOD="Module is in use"
ends 3 "a module that cannot be removed ends it all" sh "$TAP_TMP/main" "$TAP_TMP"
said "with the reason" '^failed	cannot remove the module: rmmod: Module is in use$'
export INSMOD="Invalid module format"
ends 0 "a module that cannot be loaded fails the cell" sh "$TAP_TMP/main" "$TAP_TMP"
said "with the reason" '^failed	cannot load the module: insmod: Invalid module format$'
done_testing
