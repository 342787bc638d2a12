# SPDX-License-Identifier: GPL-2.0
# See fake-run. Input: KEY=VALUE lines. The factors are those of a trial in TCG
# on 2 vCPUs: only rwsem-fifo and semaphore form convoys.

function normal() {
	return sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand())
}

function setting(key, otherwise) {
	return key in given ? given[key] : otherwise
}

# How far a queue has built up at so many tasks: 0 none, 1 always.
function queue(tasks) {
	return tasks < 2 ? 0 : tasks < 4 ? 0.1 : 1 - 2 / tasks / tasks
}

function module(config) {
	sub(/^aa-/, "", config)
	return config
}

function convoy(config) {
	return config == "rwsem-fifo" ? 1 : config == "semaphore" ? 0.65 : 0
}

# The more areas, the more acquisitions in a fork; 1 at 8 areas, the default.
function dose(params,    areas) {
	areas = 8
	if (match(params, /(^|,)areas=[0-9]+/)) {
		areas = substr(params, RSTART, RLENGTH)
		sub(/.*=/, "", areas)
	}
	return params ~ /exec=1/ ? 0 : 1.3 * areas / (2.4 + areas)
}

function rate(config, tasks, params,    factor) {
	factor = 1 - setting("loss", 0.57) * convoy(module(config)) * queue(tasks) * dose(params)
	if (module(config) == "null")
		factor = 1.01
	if (config ~ /^aa-/)
		factor *= setting("aa_bias", 1)
	return 1500 * (tasks < 2 ? 1 : 1.95) * factor
}

function switches(config, tasks) {
	return 2.1 + 0.03 * length(config) % 0.2 + 24 * convoy(module(config)) * queue(tasks) ^ 2
}

function contended(config, tasks) {
	if (module(config) == "null")
		return 0
	return (0.006 + 0.92 * convoy(module(config))) * queue(tasks)
}

function cell_id(block, collector, config, workload, params, tasks) {
	return block "\t" collector "\t" config "\t" workload "\t" params "\t" tasks
}

function counter(id, source, name, value, unit) {
	printf "%s\t%s\t%s\t%s\t%s\n", id, source, name, value, unit > (dir "/counters.tsv")
}

function perf_counters(id, config, tasks, ops,    n) {
	counter(id, "perf", "context-switches", int(ops * switches(config, tasks)), "count")
	counter(id, "perf", "cpu-migrations", int(ops * (0.1 + 0.02 * rand())), "count")
	counter(id, "perf", "task-clock", int(2e9 * (1 - 0.1 * rand())), "ns")
	counter(id, "perf", "page-faults", int(ops * (38 + rand())), "count")
	n = 16 * contended(config, tasks)
	counter(id, "perf", "lock:contention_begin", int(ops * n / 3), "count")
	counter(id, "perf", "cycles", "-", "not-supported")
	counter(id, "perf", "instructions", "-", "not-supported")
}

# Log-linear buckets, 16 to a power of two; log-logistic values about `median`.
function histogram(id, name, total, median, shape,    low, high, step, count) {
	for (low = 16; low < 2 ^ 33; low = high) {
		step = 2 ^ (int(log(low) / log(2) + 1e-9) - 4)
		high = low + step
		count = int(total * (1 / (1 + (median / high) ^ shape) - 1 / (1 + (median / low) ^ shape)) + 0.5)
		if (count > 0)
			printf "%s\t%s\t%d\t%d\t%d\n", id, name, low, high, count > (dir "/histograms.tsv")
	}
}

function wait_median(config, tasks) {
	config = module(config)
	return convoy(config) ? 60000 * convoy(config) * tasks / 8 : config == "spinlock" ? 900 : 400 * length(config) + (config == "rwsem" ? 900 : 0)
}

# On two CPUs: what is not work is spent in a queue, for the CPUs or for a lock.
function breakdown_counters(id, config, tasks,    work, waits) {
	work = 1e9 * (tasks < 2 ? 0.8 : 1.6)
	waits = 1e9 * tasks - work
	counter(id, "breakdown", "time.work", work, "ns")
	counter(id, "breakdown", "time.lock_spinning", 0, "ns")
	counter(id, "breakdown", "time.ready", waits * (1 - 0.9 * convoy(module(config))), "ns")
	counter(id, "breakdown", "time.lock_woken", waits * 0.2 * convoy(module(config)), "ns")
	counter(id, "breakdown", "time.lock_asleep", waits * 0.7 * convoy(module(config)), "ns")
	counter(id, "breakdown", "time.asleep", 0, "ns")
	counter(id, "breakdown", "time.unknown", 0, "ns")
	counter(id, "breakdown", "events_lost", 0, "count")
}

# Whoever waits finds one half of the holders unlinking; only FIFO locks are on their way to somebody now and then.
function holders_counters(id, config, tasks, ops,    waited) {
	waited = ops * 16 * contended(config, tasks)
	counter(id, "holders", "acquired.anon_vma", ops * 16, "count")
	counter(id, "holders", "waited.anon_vma", waited, "count")
	counter(id, "holders", "in_turn.anon_vma", waited, "count")
	counter(id, "holders", "steals.anon_vma", 0, "count")
	counter(id, "holders", "passed.anon_vma", convoy(module(config)) * waited / 2, "count")
	if (waited) {
		counter(id, "holders", "waits.anon_vma.write.fork.write.fork", waited / 4, "count")
		counter(id, "holders", "waits.anon_vma.write.fork.write.unlink", waited / 4, "count")
		counter(id, "holders", "waits.anon_vma.write.unlink.write.unlink", waited / 2, "count")
	}
	counter(id, "holders", "events_lost", 0, "count")
}

function module_counters(id, config, tasks, ops, timing,    acquired, waited) {
	acquired = int(ops * 16)
	waited = int(acquired * contended(config, tasks))
	counter(id, "module", "anon_vma.write.fork.acquired", int(acquired / 2), "count")
	counter(id, "module", "anon_vma.write.unlink.acquired", acquired - int(acquired / 2), "count")
	if (waited)
		counter(id, "module", "anon_vma.write.fork.contended", waited, "count")
	if (!timing)
		return
	counter(id, "module", "anon_vma.write.fork.hold_ns", acquired * 250, "ns")
	if (waited)
		counter(id, "module", "anon_vma.write.fork.wait_ns", waited * int(wait_median(config, tasks)), "ns")
	histogram(id, "anon_vma.write.hold", acquired, 200, 3)
	histogram(id, "anon_vma.write.wait", waited, wait_median(config, tasks), 2.2)
}

function sample(block, collector, config, workload, params, tasks, drift,    id, ops, acquired) {
	id = cell_id(block, collector, config, workload, params, tasks)
	ops = int(rate(config, tasks, params) * drift * exp(noise * normal()))
	acquired = ops * 16
	printf "%s\t%d\tok\t-\t%.3f\t1.000000\t%d\t%.3f\t%d\t%d\t%.4f\t%d\t%d\t%.4f\t%d\t%d\t%.6f\t0\n", id, ++order, order * 1.03, ops, ops,
		int(ops / tasks * 0.98), int(ops / tasks * 1.02), 1 - 0.001 * rand(),
		ops * 2, int(ops * (switches(config, tasks) - 2)), switches(config, tasks) * exp(noise * normal() / 2),
		acquired, int(acquired * contended(config, tasks)),
		contended(config, tasks) * (1 - 0.02 * rand()) > (dir "/samples.tsv")
	module_counters(id, config, tasks, ops, collector == "timing")
	if (collector == "perf")
		perf_counters(id, config, tasks, ops)
	if (collector == "breakdown")
		breakdown_counters(id, config, tasks)
	if (collector == "holders")
		holders_counters(id, config, tasks, ops)
}

function block_of_cells(block, collector,    drift, w, t, c, name, params) {
	drift = exp(0.03 * normal())
	for (w = 1; w <= workloads; w++) {
		name = params = workload[w]
		sub(/:.*/, "", name)
		if (!sub(/^[^:]*:/, "", params))
			params = "-"
		for (t = 1; t <= tasks; t++)
			for (c = 1; c <= configs; c++)
				sample(block, collector, config[c], name, params, task[t], drift)
	}
}

BEGIN {
	FS = "="
}

{
	given[$1] = substr($0, length($1) + 2)
}

END {
	srand(setting("seed", 1))
	reps = setting("reps", 10) + 0
	noise = setting("noise", 0.015)
	configs = split(setting("configs", "null spinlock rwlock mutex rwsem rwsem-fifo semaphore aa-spinlock"), config, " ")
	tasks = split(setting("tasks", "1 2 8"), task, " ")
	workloads = split(setting("workloads", "fork_exit:areas=8"), workload, " ")
	id = "block\tcollector\tconfig\tworkload\tparams\ttasks\t"
	printf "# rmaplock samples 1\n%sorder\tstatus\treason\tstarted_s\tduration_s\tops\tops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches\tswitches_per_op\tacquired\tcontended\tcontended_share\tviolations\n", id > (dir "/samples.tsv")
	printf "# rmaplock counters 1\n%ssource\tcounter\tvalue\tunit\n", id > (dir "/counters.tsv")
	printf "# rmaplock histograms 1\n%shistogram\tlow_ns\thigh_ns\tcount\n", id > (dir "/histograms.tsv")
	printf "description = made up\nsubject = %s\nconfigs = %s\nbaseline = %s\naa = yes\nworkloads = %s\ntasks = %s\nreps = %d\nseconds = 1\nwarmup_seconds = 0.2\npin = compact\ncollectors = perf timing\nseed = 1\n", setting("subject", "model"), setting("configs", "null spinlock rwlock mutex rwsem rwsem-fifo semaphore"), setting("baseline", "spinlock"), setting("workloads", "fork_exit:areas=8"), setting("tasks", "1 2 8"), reps > (dir "/plan")
	for (block = 1; block <= reps; block++)
		block_of_cells(block, "none")
	for (; block <= reps + setting("collector_reps", 2); block++) {
		block_of_cells(block, "nothing")
		block_of_cells(block, "perf")
		block_of_cells(block, "timing")
	}
	for (i = 1; i <= setting("breakdown_reps", 0); i++)
		block_of_cells(block++, "breakdown")
	for (i = 1; i <= setting("holders_reps", 0); i++)
		block_of_cells(block++, "holders")
}
