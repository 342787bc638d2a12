# SPDX-License-Identifier: GPL-2.0
# From the events of a window to counters: what each task was at, at every moment of it.
#
#   awk -v collector=PID -v dropped=EVENTS -v dropping='CPU CPU...' -f events.awk -f breakdown.awk \
#       part=rows ROWS part=processes STAT [part=last TRACE] part=trace TRACE
#
# STAT is /proc/*/stat when the window began; the rest: see events.awk.
#
# A task and all that descends from it are one slot, in one state at a time: that of its process which is furthest on. So
# the states of all slots add up to slots x window. Numbers of states, the furthest first:
#   1 work            on a CPU, and not waiting for a lock
#   2 lock_spinning   on a CPU while it waits for a lock: it spins, or goes to sleep, or comes back from it
#   3 ready           waiting for a CPU: woken, forked or preempted, and not waiting for a lock
#   4 lock_woken      waiting for a CPU, in the middle of waiting for a lock
#   5 lock_asleep     asleep until it gets a lock
#   6 asleep          asleep for anything else
#   7 unknown         nothing has been seen of it yet

BEGIN {
	states = split("work lock_spinning ready lock_woken lock_asleep asleep unknown", state, " ")
}

# PID (COMM) STATE PPID PGRP ...; COMM may hold anything.
part == "processes" {
	pid = $1
	sub(/.*\) /, "")
	if ($1 !~ /[XZ]/) {
		parent[pid] = $2
		pgrp[pid] = $3
	}
	next
}

# The tasks are the collector's descendants in a process group of their own (workloads/tasks.c); helpers that main has
# adopted count as tasks.
function find_tasks(pid) {
	found = 1
	for (pid in parent)
		if (is_task(pid))
			join(pid, slot_of(pid))
}

function is_task(pid, at) {
	if (pgrp[pid] == pgrp[collector])
		return 0
	for (at = pid; at in parent; at = parent[at])
		if (at == collector)
			return 1
	return 0
}

function slot_of(pid) {
	while (parent[pid] in parent && pgrp[parent[pid]] == pgrp[pid])
		pid = parent[pid]
	return pid
}

function join(pid, to) {
	if (pid in slot)
		return
	slot[pid] = to
	life[pid] = ++lives
	running[pid] = "unknown"
	waits[pid] = 0
	if (!(to in members)) {
		slots++
		since[to] = now
	}
	members[to]++
	level[pid] = 7
	at_level[to, 7]++
}

function leave(pid) {
	account(slot[pid])
	at_level[slot[pid], level[pid]]--
	delete slot[pid]
	delete life[pid]
	delete running[pid]
	delete waits[pid]
	delete level[pid]
}

# The slot's time until now goes to the state that it was in.
function account(s, i) {
	for (i = 1; i < states && !at_level[s, i]; i++)
		;
	if (counting)
		spent[i] += now - since[s]
	since[s] = now
}

function account_all(s) {
	for (s in members)
		account(s)
}

function level_now(pid) {
	if (running[pid] == "unknown")
		return 7
	if (running[pid] == "yes")
		return waits[pid] ? 2 : 1
	if (running[pid] == "ready")
		return waits[pid] ? 4 : 3
	return waits[pid] ? 5 : 6
}

function update(pid, to) {
	to = level_now(pid)
	if (to == level[pid])
		return
	account(slot[pid])
	at_level[slot[pid], level[pid]]--
	at_level[slot[pid], to]++
	level[pid] = to
}

function set_running(pid, how) {
	running[pid] = how
	update(pid)
}

# A lock by its address; the model's events have none, and a task waits for one of its locks at a time. Waits may nest, and
# begin twice: a mutex does when it stops spinning.
function wait_begins(pid, lock) {
	if (waiting[pid, lock] == life[pid])
		return
	waiting[pid, lock] = life[pid]
	waits[pid]++
	update(pid)
}

function wait_ends(pid, lock) {
	if (waiting[pid, lock] == life[pid]) {
		waits[pid]--
		update(pid)
	}
	delete waiting[pid, lock]
}

!found { find_tasks() }
over { next }
event == "sched_switch" {
	pid = number_of("prev_pid", " prev_prio=")
	if (pid in slot) {
		if ($0 ~ / prev_state=[^ ]*[XZ]/)
			leave(pid)
		else
			set_running(pid, $0 ~ / prev_state=R/ ? "ready" : "no")
	}
	pid = number_of("next_pid", " next_prio=")
	if (pid in slot)
		set_running(pid, "yes")
	next
}
event == "sched_waking" || event == "sched_wakeup" || event == "sched_wakeup_new" {
	pid = number_of("pid", " prio=")
	if (pid in slot && running[pid] != "yes")
		set_running(pid, "ready")
	next
}
event == "sched_process_fork" {
	pid = number_of("child_pid", "$")
	parent_pid = number_of("pid", " child_comm=")
	if (parent_pid in slot)
		join(pid, slot[parent_pid])
	next
}
event == "tracing_mark_write" && $1 == "begin" {
	account_all()
	counting = 1
	began = now
	next
}
event == "tracing_mark_write" && $1 == "end" {
	account_all()
	over = now
	next
}
!(who in slot) { next }
event == "contended" { wait_begins(who, "") }
event == "acquired" { wait_ends(who, "") }
event == "contention_begin" { wait_begins(who, $1) }
event == "contention_end" { wait_ends(who, $1) }

# In proportion to the window as the workload measured it.
END {
	if (until && !over) {
		now = until
		account_all()
		over = now
	}
	if (!began || !over || !slots || !("duration_s" in sample)) {
		print "no events of the tasks were traced" (until ? " that fit in: choose a shorter window (--seconds)" : "") > "/dev/stderr"
		exit 1
	}
	for (i = 1; i <= states; i++)
		print "counter", "breakdown", "time." state[i], sprintf("%.0f", spent[i] / (over - began) * sample["duration_s"] * 1e9), "ns"
	print "counter", "breakdown", "events_lost", dropped + 0, "count"
}
