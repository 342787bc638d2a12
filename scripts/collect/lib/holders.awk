# SPDX-License-Identifier: GPL-2.0
# From requests, acquisitions and releases of the model's locks to counters: for whom waits wait, and in which order locks go
# from hand to hand.
#
#   awk -v dropped=EVENTS -v dropping='CPU CPU...' -f events.awk -f holders.awk part=rows ROWS [part=last TRACE] part=trace TRACE
#
# waits.LOCK.WAITER.HOLDER  WAITER, HOLDER: MODE.SITE. The holder when the wait begins: whoever took the lock last and has not
#                           released it; if all have, the lock is on its way to the next one who takes it, and that is the
#                           holder (passed.LOCK counts these waits). `unknown`: neither was seen.
# acquired.LOCK  waited.LOCK    acquisitions, and those of them that had to wait
# in_turn.LOCK              of those that waited: they overtook nobody
# steals.LOCK               acquisitions, waited or not, that overtook somebody who had begun to wait before; readers do not
#                           overtake readers
# All in proportion to what the module counted in the window.

# A task holds no two locks of one place at a time, and waits for one lock.
function request() {
	since[who] = now
	waiter[who] = lock "." mode "." site
	is_reader[who] = mode == "read"
	queue[instance] = queue[instance] who " "
	if (holders[instance] == "")
		undecided[instance] = undecided[instance] who " "
	else
		blame(who, last_holder(holders[instance]))
}

# What the last one of a list of tasks holds the lock as.
function last_holder(list, task, n) {
	n = split(list, task, " ")
	return held_as[task[n], instance]
}

function blame(task, holder) {
	waits[waiter[task] "." holder]++
}

# Requests that found nobody in a lock that was taken.
function decide(taker, task, n, i) {
	n = split(undecided[instance], task, " ")
	undecided[instance] = ""
	for (i = 1; i <= n; i++)
		if (task[i] == taker)
			blame(taker, "unknown")
		else {
			blame(task[i], mode "." site)
			passed[waited_lock(task[i])]++
		}
}

function waited_lock(task) {
	return substr(waiter[task], 1, index(waiter[task], ".") - 1)
}

function take(task, n, i, overtook) {
	acquired[lock]++
	n = split(queue[instance], task, " ")
	for (i = 1; i <= n; i++)
		if (task[i] != who && since[task[i]] < (who in since ? since[who] : now) && !(mode == "read" && is_reader[task[i]]))
			overtook = 1
	if (who in since)
		waited[lock]++
	if (overtook)
		steals[lock]++
	else if (who in since)
		in_turn[lock]++
	decide(who)
	remove_waiter()
	holders[instance] = holders[instance] who " "
	held_as[who, instance] = mode "." site
	held[who, lock, mode, site] = instance
}

function without(list, task, n, i, item, rest) {
	n = split(list, item, " ")
	for (i = 1; i <= n; i++)
		if (item[i] != task)
			rest = rest item[i] " "
	return rest
}

function remove_waiter() {
	if (!(who in since))
		return
	queue[instance] = without(queue[instance], who)
	delete since[who]
	delete is_reader[who]
}

function release() {
	if (!((who, lock, mode, site) in held))
		return
	instance = held[who, lock, mode, site]
	delete held[who, lock, mode, site]
	delete held_as[who, instance]
	holders[instance] = without(holders[instance], who)
}

part != "trace" || event !~ /^(contended|acquired|released)$/ { next }
{
	for (i = 1; i <= NF; i++) {
		split($i, pair, "=")
		field[pair[1]] = pair[2]
	}
	lock = field["lock"]
	mode = field["mode"]
	site = field["site"]
	instance = field["instance"]
}
event == "contended" { request() }
event == "acquired" { take() }
event == "released" { release() }

function print_sum(name, value) {
	print "counter", "holders", name, sprintf("%.2f", value * scale), "count"
}

END {
	for (lock in acquired)
		all += acquired[lock]
	if (!all) {
		print "no acquisition was traced" > "/dev/stderr"
		exit 1
	}
	for (instance in undecided) {
		n = split(undecided[instance], task, " ")
		for (i = 1; i <= n; i++)
			blame(task[i], "unknown")
	}
	scale = sample["acquired"] > 0 ? sample["acquired"] / all : 1
	for (lock in acquired) {
		print_sum("acquired." lock, acquired[lock])
		print_sum("waited." lock, waited[lock])
		print_sum("in_turn." lock, in_turn[lock])
		print_sum("steals." lock, steals[lock])
		print_sum("passed." lock, passed[lock])
	}
	for (who in waits)
		print_sum("waits." who, waits[who])
	print "counter", "holders", "events_lost", dropped + 0, "count"
}
