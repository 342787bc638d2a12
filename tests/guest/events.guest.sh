# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Trace events, allocation failure, and two configs at once.
. /rmaplock/files/lib.sh

tracing=/sys/kernel/tracing

storm() {
	/rmaplock/workloads/fork_exit --tasks 8 --seconds 0.3 --warmup 0.1 --knob areas=8 \
		--device /dev/rmaplock "$@"
}

# One line of each event, with plausible fields, under the config's own name.
events_are_traced() {
	events=$tracing/events/$(module_name "$with_config")
	echo >"$tracing/trace"
	echo 1 >"$events/enable"
	storm >/tmp/storm.out 2>&1 || { cat /tmp/storm.out; return 1; }
	echo 0 >"$events/enable"
	for pattern in 'contended: lock=[a-z_]+ mode=write site=(fork|unlink)$' \
		'acquired: lock=anon_vma mode=write site=fork wait_ns=0' \
		'acquired: lock=i_mmap mode=write site=unlink wait_ns=[1-9]' \
		'released: lock=i_mmap mode=write site=fork hold_ns=[1-9]'; do
		grep -qE "$pattern" "$tracing/trace" || {
			echo "no event like: $pattern"
			return 1
		}
	done
	echo >"$tracing/trace"
}

waits_are_measured() {
	storm --timing >/tmp/storm.out 2>&1 || { cat /tmp/storm.out; return 1; }
	for pattern in '^histogram.i_mmap\.write\.wait.[0-9]+.[0-9]+.[1-9]' \
		'^histogram.anon_vma\.write\.hold.[0-9]+.[0-9]+.[1-9]' \
		'^counter.module.i_mmap\.write\.(fork|unlink)\.wait_ns.[1-9][0-9]*.ns'; do
		grep -qE "$pattern" /tmp/storm.out || {
			echo "no line like: $pattern"
			grep -v '^histogram' /tmp/storm.out
			return 1
		}
	done
}

# The 200th area from now cannot be allocated: in the middle of some fork.
failure_voids_the_run() {
	echo 200 >"/sys/module/$(module_name "$with_config")/parameters/fail_area_alloc"
	! storm >/tmp/storm.out 2>&1
	grep -q '1 areas could not be linked' /tmp/storm.out || {
		cat /tmp/storm.out
		return 1
	}
}

second_config_is_refused() {
	! insmod /rmaplock/modules/rmaplock_mutex.ko 2>/dev/null
	dmesg | grep -q 'another config is loaded'
}

everything() {
	check "$with_config: events are traced" events_are_traced
	check "$with_config: waits are measured" waits_are_measured
	check "$with_config: a failed allocation voids the run" failure_voids_the_run
	check "$with_config: a second config is refused" second_config_is_refused
}

with_config rwsem-fifo everything
with_config spinlock everything
tap_end
