#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the kernel's histograms become.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
lib=$TAP_ROOT/scripts/collect/lib
cd "$TAP_TMP" || exit

cat >hist.model <<'HIST'
# event histogram
#
# trigger info: hist:keys=lock,mode,wait_ns.log2:vals=hitcount:sort=hitcount:size=4096 if wait_ns > 0 [active]
#

{ lock:          0, mode:          0, wait_ns: ~ 2^12 } hitcount:          3
{ lock:          0, mode:          1, wait_ns: ~ 2^12 } hitcount:          4
{ lock:          1, mode:          1, wait_ns: ~ 2^0  } hitcount:          5

Totals:
    Hits: 12
    Entries: 3
    Dropped: 0
HIST
sed 's/hitcount:          3/hitcount:          1/; /i_mmap/d; /lock:          1/d; /mode:          1/d' hist.model >hist.begin
busybox awk -f "$lib/hist.awk" hist.begin hist.model >out
said "a bucket of the kernel's is one of ours" '^histogram	ftrace-hist:anon_vma\.write\.wait	2049	4097	2$'
said "the smallest, too" '^histogram	ftrace-hist:i_mmap\.read\.wait	0	2	5$'
said "modes are kept apart" '^histogram	ftrace-hist:anon_vma\.read\.wait	2049	4097	4$'
printf '{ flags:          4, wait_ns: ~ 2^3  } hitcount:          1\n{ flags: 33, wait_ns: ~ 2^3 } hitcount: 2\n' |
	busybox awk -f "$lib/hist.awk" /dev/null - >out
said "of the kernel a writer of an rwsem" '^histogram	ftrace-hist:rwsem\.write\.waited	5	9	1$'
said "and a mutex that was spun for" '^histogram	ftrace-hist:mutex\.waited	5	9	2$'
done_testing
