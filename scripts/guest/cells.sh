#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# /rmaplock/main of a run: say what machine this is, run the cells in ./cells.tsv, say that it is complete.
# shellcheck source=SCRIPTDIR/cell.sh
. /rmaplock/cell.sh
# shellcheck source=SCRIPTDIR/machine.sh
. /rmaplock/machine.sh
# shellcheck disable=SC1091 # written by scripts/target/vm
. ./settings # CELL_SECONDS CELL_WARMUP CELL_PIN CELL_SEED CELL_SUBJECT CELL_REPORT CELL_BOOTS CELL_OFFSET

CELL_MODULES=/rmaplock/modules CELL_WORKLOADS=/rmaplock/workloads CELL_COLLECT=/rmaplock/collect CELL_TMP=/tmp
CELL_GUARD= # a workload has a watchdog of its own, and the host watches both

cell_mark() {
	echo "rmaplock: $1" >/dev/kmsg
}

# /proc/kmsg gives each message once and, unlike dmesg, needs no fork; it blocks at the end, so put an end there.
cell_kernel_messages() {
	cell_mark "end of cell $1"
	while IFS= read -r message <&5; do
		case $message in
		*"rmaplock: end of cell $1") break ;;
		esac
		printf '%s\n' "$message"
	done
}

# Loading and unloading a module wait for RCU. Only then: what is measured is a normal kernel.
CELL_MODULE_OPTIONS=--expedite

# Every cell needs the topology, and finding it out again would take longer than loading the module.
if "$CELL_WORKLOADS/null" --export-topology "$CELL_TMP/topology.xml"; then
	export HWLOC_XMLFILE="$CELL_TMP/topology.xml" HWLOC_THISSYSTEM=1
fi

test "$CELL_REPORT" = no || machine_report
exec 5</proc/kmsg
dd bs=262144 count=1 <&5 >/dev/null 2>&1 # the boot's, at once
cell_kernel_messages 0 >/dev/null
test "$CELL_BOOTS" = one || cells_warm ./cells.tsv
cells_run ./cells.tsv || exit
printf 'end\tok\n'
