# SPDX-License-Identifier: GPL-2.0
# From two hist files of tracefs, of the beginning and the end of a window, with or without the keys of the module's events, to rows `histogram`.
#
# A key `~ 2^K` of the modifier .log2 stands for 2^(K-1) < value <= 2^K (hist_field_log2() in the kernel).
# Kinds of locks are the flags of the kernel's lock:contention_begin (include/trace/events/lock.h).

BEGIN {
	OFS = "\t"
	split("anon_vma i_mmap", lock, " ")
	split("write read", mode, " ")
}

function after(key,    text) {
	if (!match($0, "[{ ]" key ": *(~ 2\\^)?[0-9]+"))
		return -1
	text = substr($0, RSTART, RLENGTH)
	sub(/.*[ ^]/, "", text)
	return text + 0
}

# (busybox awk may be built without ^)
function two_to(n,    power) {
	for (power = 1; n > 0; n--)
		power *= 2
	return power
}

# SPIN 1, READ 2, WRITE 4, RT 8, PERCPU 16, MUTEX 32.
function kind(flags) {
	if (flags == 0)
		return "spinlock"
	return (flags >= 32 ? "mutex" : flags >= 16 ? "percpu_rwsem" : flags >= 8 ? "rt_mutex" : flags % 2 ? "rwlock" : "rwsem") \
		(int(flags / 2) % 2 ? ".read" : int(flags / 4) % 2 ? ".write" : "")
}

/hitcount:/ {
	exponent = after("wait_ns")
	if (after("flags") >= 0)
		name = kind(after("flags")) ".waited"
	else
		name = lock[after("lock") + 1] "." mode[after("mode") + 1] ".wait"
	count[name OFS exponent] += FILENAME == ARGV[1] ? -$NF : $NF
}

END {
	for (key in count) {
		if (count[key] <= 0)
			continue
		split(key, part, OFS)
		print "histogram", "ftrace-hist:" part[1], (part[2] > 0 ? two_to(part[2] - 1) + 1 : 0), two_to(part[2]) + 1, count[key]
	}
}
