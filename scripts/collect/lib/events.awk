# SPDX-License-Identifier: GPL-2.0
# The text of an ftrace instance, event by event, for collectors: awk -f events.awk -f COLLECTOR.awk, with the operands
#   part=rows ROWS [part=last TRACE] part=trace TRACE
# ROWS is what the workload printed; part=last is needed if CPUs dropped events (the variable `dropping`, their numbers): the
# trace is then whole until the first of them stopped, and ends there.
#
# What comes after sees in each record of part=trace: event, who (a PID), now (ns), and its text in $0; sample[COLUMN] of
# the workload's rows; `until`, where a trace ends that ends too early.

BEGIN {
	OFS = "\t"
	cpus = split(dropping, cpu, " ")
	for (i = 1; i <= cpus; i++)
		is_dropping[cpu[i] + 0] = 1
}

# The number after KEY= in the event's text; what follows tells it from a process that is named so.
function number_of(key, follows, text) {
	if (!match($0, key "=[0-9]+" follows))
		return -1
	text = substr($0, RSTART + length(key) + 1)
	return text + 0
}

function end_of_trace(cpu, first) {
	for (cpu in last)
		first = !first || last[cpu] < first ? last[cpu] : first
	return first
}

part == "rows" && $1 == "sample" { sample[$2] = $3 }
part == "rows" { next }

# COMM-PID [CPU] FLAGS SECONDS: EVENT: TEXT
part == "trace" || part == "last" {
	if (!match($0, /-[0-9]+ +\[[0-9]+\] +[^ ]+ +[0-9]+\.[0-9]+: [a-z_]+: /))
		next
	head = substr($0, RSTART + 1, RLENGTH - 1)
	$0 = substr($0, RSTART + RLENGTH)
	split(head, word, /[][ :]+/)
	who = word[1]
	now = 1e9 * word[4]
	event = word[5]
}
part == "last" {
	if ((word[2] + 0) in is_dropping)
		last[word[2] + 0] = now
	next
}
part == "trace" && !is_begun {
	is_begun = 1
	until = end_of_trace()
}
part == "trace" && until && now > until { next }
