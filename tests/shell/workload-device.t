#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What a workload makes of the module's answers, told by a device that lies.
set -eu
. "$(dirname "$0")/workload-lib.sh"

make -s -f workloads/workloads.mk B="$tmp/build" STATIC= workloads
${CC:-cc} -std=gnu11 -Wall -Wextra -Werror -shared -fPIC -o "$tmp/fake.so" tests/shell/workload-fake-device.c -ldl
programs=$tmp/build/workloads

# faked [NAME=VALUE...] COMMAND...: with the fake device, whose settings come first.
faked() {
	run env LD_PRELOAD="$tmp/fake.so" FAKE_DEVICE=/dev/fake "$@" --device /dev/fake --seconds 0.1 --warmup 0.05
	show
}

f=$programs/fork_exit

ends_well() {
	faked "$@"
	test "$status" -eq 0 && test "$(tail -n 1 "$tmp/out")" = "end	ok"
}

# has LINE: its blanks stand for tabs
has() {
	cat "$tmp/out"
	grep -x -q -e "$(echo "$1" | tr ' ' '\t')" "$tmp/out"
}

# fails_after_window TEXT ...: the samples are printed, the end is not.
fails_after_window() {
	fails_text=$1
	shift
	faked "$@"
	test "$status" -eq 1 &&
		tail -n 1 "$tmp/err" | grep -F -q -e "$fails_text" &&
		has "sample acquired 1000" && ! has "end ok"
}

check "a run" ends_well "$f" --tasks 2
check "acquired" has "sample acquired 1000"
check "contended" has "sample contended 250"
check "contended_share" has "sample contended_share 0.250000"
check "violations of an earlier run do not count" has "sample violations 0"
check "a counter" has "counter module anon_vma.write.fork.contended 250 count"
check "another lock, mode and site" has "counter module i_mmap.read.walk.acquired 100 count"
check "zeros are left out" sh -c "! grep -q 'i_mmap.read.walk.contended\|exit\|wait_ns' $tmp/out"
check "size of the locks" has "counter module anon_vma.lock_bytes 40 bytes"
check "size of an anon_vma" has "counter module anon_vma.bytes 96 bytes"
check "walks that tried the lock first" has "counter module anon_vma.read.walk.trylock_hits 77 count"
check "no histograms" sh -c "! grep -q ^histogram $tmp/out"

check "--timing" ends_well "$f" --timing
check "wait time" has "counter module anon_vma.write.fork.wait_ns 12345 ns"
check "hold time" has "counter module anon_vma.write.fork.hold_ns 6789 ns"
check "an exact bucket" has "histogram anon_vma.write.wait 3 4 17"
# bucket 111 = 16 + 5 * 16 + 15: the last of [512, 1024) in steps of 32
check "a wide bucket" has "histogram i_mmap.read.hold 992 1024 4"

check "--no-oracle" ends_well "$f" --no-oracle
check "violations are then unknown" has "sample violations -"

check "readers" ends_well "$programs/rmap_walk" --tasks 3 --knob readers=2,reader_rate=1000
check "their walks are no ops" sh -c "test $(value sample ops) -gt 0 && test $(value counter walks) -gt 0"
# 2 readers x 1000/s x 0.1 s; a loaded machine delays walks, nothing adds any
check "they are throttled" sh -c "test $(value counter walks) -le 260"
check "nor are their sleeps" sh -c "test $(value counter walks_voluntary_switches) -ge $(value counter walks)"
check "visits of a file's mappings" ends_well "$programs/file_walk" --tasks 3 --knob writers=1,entries=1
check "maps are no ops" sh -c "test $(value sample ops) -gt 0 && test $(value counter maps) -gt 0"
# 100/s x 0.1 s
check "writers are throttled" sh -c "test $(value counter maps) -le 13"
visits_too_few() {
	faked "$programs/file_walk" --knob entries=5
	test "$status" -eq 1 && grep -F -q "visited 1 of 5 mappings" "$tmp/err"
}
check "a visit that misses mappings" visits_too_few
check "visits of an anon_vma's areas" ends_well "$programs/anon_walk" --tasks 2 --knob pieces=3
check "are ops" sh -c "test $(value sample ops) -gt 0"
finds_nothing() {
	faked FAKE_MAPPED=0 "$programs/anon_walk"
	test "$status" -eq 1 && grep -F -q "found the page nowhere" "$tmp/err"
}
check "a visit that finds not even its own area" finds_nothing
check "files" ends_well "$programs/mmap_munmap" --tasks 2 --knob files=3
check "shared mappings" ends_well "$programs/shared_map" --tasks 2 --knob files=3
check "splits" ends_well "$programs/split" --tasks 2

check "more waits begun than acquisitions had" ends_well FAKE_CONTENDED=1001 "$f"
check "all were contended, and not more" has "sample contended_share 1.000000"
check "violations" fails_after_window "oracle: 3 violations of exclusion" FAKE_VIOLATIONS=3 "$f"
check "are a sample too" has "sample violations 3"
check "failed allocations" fails_after_window "2 areas could not be linked" FAKE_ALLOC_FAILURES=2 "$f"
check "broken lists" fails_after_window "9 broken invariants" FAKE_CHECK_ERRORS=9 "$f"
check "a check that fails" fails_after_window "RMAPLOCK_IOC_CHECK" FAKE_CHECK_ERRNO=5 "$f"
check "nothing to check (EOPNOTSUPP)" ends_well FAKE_CHECK_ERRNO=95 "$f"
check "a check that never settles" fails_after_window "RMAPLOCK_IOC_CHECK" FAKE_CHECK_ERRNO=11 "$f"
for mm in task ancestor; do
	check "a client of the $mm" ends_well "$f" --tasks 2 --knob "client=kvm,client_mm=$mm"
	check "which nobody released" fails_after_window "client kvm: released 0 times" FAKE_RELEASES=0 "$f" --knob "client=kvm,client_mm=$mm"
done
check "a client that is released twice" fails_after_window "client gru: released 2 times" FAKE_RELEASES=2 "$f" --knob client=gru
check "a client that is called too late" fails_after_window "called 3 times too late" FAKE_LATE=3 "$f" --knob client=gru
check "no client" ends_well FAKE_RELEASES=0 FAKE_MMU_ERRNO=95 "$f"
check "areas left behind" fails_after_window "7 areas linked before the run, 8 after" FAKE_ENTRIES=1 "$f"

refuses_device() {
	refuses_status=$1
	refuses_text=$2
	shift 2
	faked "$@"
	test "$status" -eq "$refuses_status" && test ! -s "$tmp/out" &&
		grep -F -q -e "$refuses_text" "$tmp/err" && test "$(wc -l <"$tmp/err")" -eq 1
}
check "another ABI" refuses_device 1 "build both anew" FAKE_ABI=9 "$f"
check "--timing without counters" refuses_device 4 "built without counters" FAKE_FLAGS=0 "$f" --timing
check "a client that is refused" refuses_device 4 "client=xpmem: the module has no MMU notifiers, or" FAKE_MMU_ERRNO=95 "$f" --knob client=xpmem
check "an ancestor of tasks that exec" refuses_device 2 "tasks that exec have no memory of an ancestor's" "$f" --knob client=kvm,client_mm=ancestor,exec=1
check "no counters" ends_well FAKE_FLAGS=0 "$f"
check "acquired is then unknown" has "sample acquired -"

tap_end
