# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Trace events, allocation failure, and two configs at once.
. /rmaplock/files/lib.sh

tracing=/sys/kernel/tracing

storm() {
	/rmaplock/workloads/fork_exit --tasks 8 --seconds 1 --warmup 0.2 --knob areas=32 \
		--device /dev/rmaplock "$@"
}

# The trace or output FILE has a line like every PATTERN.
has_lines() {
	has_file=$1
	shift
	for pattern; do
		grep -qE "$pattern" "$has_file" || {
			echo "no line like: $pattern"
			return 1
		}
	done
}

# One line of each event, with plausible fields, under the config's own name.
# Only a convoy is sure to wait: on two CPUs a spinlock is hardly ever contended.
events_are_traced() {
	events=$tracing/events/$(module_name "$with_config")
	echo >"$tracing/trace"
	echo 1 >"$events/enable"
	storm >/tmp/storm.out 2>&1 || { cat /tmp/storm.out; return 1; }
	echo 0 >"$events/enable"
	has_lines "$tracing/trace" \
		'acquired: lock=anon_vma mode=write site=fork wait_ns=0' \
		'acquired: lock=i_mmap mode=write site=unlink wait_ns=[0-9]' \
		'released: lock=i_mmap mode=write site=fork hold_ns=[1-9]' || return
	test "$with_config" != rwsem-fifo || has_lines "$tracing/trace" \
		'contended: lock=[a-z_]+ mode=write site=(fork|unlink) instance=[0-9]+$' \
		'acquired: lock=i_mmap mode=write site=unlink wait_ns=[1-9][0-9]* instance=[1-9]' || return
	echo >"$tracing/trace"
}

times_are_measured() {
	storm --timing >/tmp/storm.out 2>&1 || { cat /tmp/storm.out; return 1; }
	has_lines /tmp/storm.out '^histogram.anon_vma\.write\.hold.[0-9]+.[0-9]+.[1-9]' \
		'^counter.module.i_mmap\.write\.fork\.hold_ns.[1-9][0-9]*.ns' || return
	test "$with_config" != rwsem-fifo || has_lines /tmp/storm.out \
		'^histogram.i_mmap\.write\.wait.[0-9]+.[0-9]+.[1-9]' \
		'^counter.module.i_mmap\.write\.(fork|unlink)\.wait_ns.[1-9][0-9]*.ns'
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
	check "$with_config: times are measured" times_are_measured
	check "$with_config: a failed allocation voids the run" failure_voids_the_run
	check "$with_config: a second config is refused" second_config_is_refused
}

with_config rwsem-fifo everything
with_config spinlock everything
tap_end
