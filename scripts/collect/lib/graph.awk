# SPDX-License-Identifier: GPL-2.0
# Of a trace by function_graph with funcgraph-proc: the last call of kernel_clone() that is there as a whole, and before it
# the time that was spent in each function itself. Calls of several tasks may be mixed, and each keeps its own stack here.
# The tracer's own time is in all of these figures.

function now_over(task,    i, d) {
	for (i in keep)
		delete keep[i]
	for (i in self_ns)
		delete self_ns[i]
	for (i in times)
		delete times[i]
	kept = lines[task]
	for (i = 1; i <= kept; i++)
		keep[i] = line[task, i]
	calls = total[task]
	for (i = 1; i <= calls; i++) {
		d = call_self[task, i]
		self_ns[call_name[task, i]] += d
		times[call_name[task, i]]++
	}
	whole_ns = call_whole[task, 1]
	lines[task] = depth[task] = total[task] = 0
	found = 1
}

# A call that begins: remember it on the stack.
function enter(task, name) {
	depth[task]++
	total[task]++
	stack[task, depth[task]] = total[task]
	inner[task, depth[task]] = 0
	call_name[task, total[task]] = name
}

function leave(task, ns,    at) {
	at = stack[task, depth[task]]
	call_self[task, at] = ns - inner[task, depth[task]]
	call_whole[task, at] = ns
	depth[task]--
	if (depth[task] > 0)
		inner[task, depth[task]] += ns
}

/^#/ { next }

# CPU) TASK-PID | [+!#*@$] TIME us | TEXT
{
	columns = split($0, part, "|")
	if (columns < 3)
		next
	task = part[1]
	sub(/^ *[0-9]+\) */, "", task)
	gsub(/ /, "", task)
	text = part[3]
	ns = 0
	if (match(part[2], /[0-9.]+ us/))
		ns = 1000 * substr(part[2], RSTART, RLENGTH - 3)
	name = text
	gsub(/[ ;{}]|\(\)|\/\*.*\*\//, "", name)
}
text ~ /^ *kernel_clone\(\) *\{/ {
	lines[task] = depth[task] = total[task] = 0
}
!(task in depth) || (depth[task] == 0 && text !~ /^ *kernel_clone\(\) *\{/) { next }
{ line[task, ++lines[task]] = sprintf("%12s  %s", ns ? sprintf("%.0f ns", ns) : "", text) }
text ~ /\{ *$/ { enter(task, name); next }
text ~ /;/ { enter(task, name); leave(task, ns); next }
text ~ /\}/ {
	leave(task, ns)
	if (depth[task] == 0)
		now_over(task)
}

END {
	if (!found) {
		print "no call of kernel_clone() was traced from its beginning to its end" > "/dev/stderr"
		exit 1
	}
	printf "# one fork, as the task that forks sees it: %d calls, %.0f ns, tracing included\n#\n# %10s %6s  function itself\n", calls, whole_ns, "ns", "calls"
	while (1) {
		best = ""
		for (name in self_ns)
			if (best == "" || self_ns[name] > self_ns[best] || self_ns[name] == self_ns[best] && name < best)
				best = name
		if (best == "")
			break
		printf "# %10.0f %6d  %s\n", self_ns[best], times[best], best
		delete self_ns[best]
	}
	print ""
	for (i = 1; i <= kept; i++)
		print keep[i]
}
