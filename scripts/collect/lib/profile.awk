# SPDX-License-Identifier: GPL-2.0
# From `perf script -F comm,ip,sym` (a paragraph for each sample: who, then the stack from its leaf on) to counters: the time that
# was spent in the commonest functions themselves and in what kind of thing, and to stacks, folded, in the file `folded`.
# Time in ns of a CPU, summed over CPUs: each sample stands for 1/hertz s.

BEGIN {
	OFS = "\t"
	most = 20
}

function of_kind() {
	if (leaf ~ /(^|_)(default_idle|safe_halt|mwait_idle|acpi_idle|intel_idle|cpuidle|do_idle)/ || stack ~ /;(do_idle|cpu_startup_entry)(;|$)/)
		return "idle"
	if (stack ~ /(queued_(spin|write|read)_lock_slowpath|osq_lock|spin_on_owner|optimistic_spin|rmap_.*spin)/)
		return "spinning"
	if (stack ~ /;(__)?schedule(;|$)/)
		return "switching"
	if (stack ~ /;(try_to_wake_up|wake_up_q|wake_up_process)(;|$)/)
		return "waking"
	return leaf == "" || in_user ? "user" : "work"
}

function finish() {
	if (who == "")
		return
	samples++
	kind[of_kind()]++
	self[leaf == "" ? "unknown" : leaf]++
	stacks[who stack]++
	who = stack = leaf = ""
}

/^$/ { finish(); next }
/^[^ \t]/ { finish(); who = $1; in_user = 1; next }
{
	symbol = $2
	sub(/\+0x.*/, "", symbol)
	gsub(/[^A-Za-z0-9_.]/, "_", symbol)
	if (leaf == "") {
		leaf = symbol
		in_user = $1 !~ /^ffff/
	}
	stack = ";" symbol stack
}

END {
	finish()
	ns = 1e9 / hertz
	print "counter", "profile", "samples", samples + 0, "count"
	for (k in kind)
		print "counter", "profile", "time." k, sprintf("%.0f", kind[k] * ns), "ns"
	for (i = 1; i <= most; i++) {
		best = ""
		for (s in self)
			if (best == "" || self[s] > self[best] || self[s] == self[best] && s < best)
				best = s
		if (best == "")
			break
		print "counter", "profile", "self." best, sprintf("%.0f", self[best] * ns), "ns"
		delete self[best]
	}
	printf "" > folded
	for (s in stacks)
		print s " " stacks[s] > folded
}
