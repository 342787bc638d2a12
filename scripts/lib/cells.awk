# SPDX-License-Identifier: GPL-2.0
# Print the cells of a checked plan (plan.awk), in the order in which they are to be run: cells.tsv, from the plan alone.
#
#   awk -v boots=one|each -f cells.awk PLAN
#
# A block runs every cell once. Cells that will be compared run next to each other: within a block, all configs of one
# (workload, params, tasks), in a fresh random order; the order of these groups is random too. Collectors have blocks of
# their own, after the measured ones: there, each cell is run with each of them in turn and with `nothing` on, in random
# order, so what a collector costs is had from neighbours. boots=each: every config of a block is a boot of its own, in
# which all groups run, so the configs of a group are as near to each other as boots can be.

BEGIN {
	OFS = "\t"
}

{
	at = index($0, " = ")
	value[substr($0, 1, at - 1)] = substr($0, at + 3)
}

# Park and Miller's generator: every product is below 2^53, so all awks agree.
function below(n)
{
	state = (state * 16807) % 2147483647
	return int((state - 1) / 2147483646 * n)
}

function shuffle(list, n, i, j, swap)
{
	for (i = n; i > 1; i--) {
		j = below(i) + 1
		swap = list[i]
		list[i] = list[j]
		list[j] = swap
	}
}

function make_groups(i, j, n, colon, params)
{
	n = split(value["workloads"], workload, " ")
	n_tasks = split(value["tasks"], task, " ")
	for (i = 1; i <= n; i++) {
		params = "-"
		if ((colon = index(workload[i], ":"))) {
			params = substr(workload[i], colon + 1)
			workload[i] = substr(workload[i], 1, colon - 1)
		}
		for (j = 1; j <= n_tasks; j++)
			group[++groups] = workload[i] "\t" params "\t" task[j]
	}
}

function run_cell(config_name, kind, i)
{
	shuffle(collector, collectors)
	for (i = 1; i <= collectors; i++)
		print block, ++order, collector[i], config_name, kind
}

# Each cell with each of these collectors, `none` in a measured block.
function run_block(names, i, j)
{
	collectors = split(names, collector, " ")
	block++
	shuffle(group, groups)
	if (boots == "each") {
		shuffle(config, configs)
		for (j = 1; j <= configs; j++) {
			for (i = 1; i <= groups; i++)
				run_cell(config[j], group[i])
			shuffle(group, groups)
		}
		return
	}
	for (i = 1; i <= groups; i++) {
		shuffle(config, configs)
		for (j = 1; j <= configs; j++)
			run_cell(config[j], group[i])
	}
}

END {
	state = value["seed"] % 2147483646 + 1
	for (i = 1; i <= 10; i++)
		below(1)
	make_groups()
	configs = split(value["configs"], config, " ")
	if (value["aa"] == "yes")
		config[++configs] = "aa-" value["baseline"]
	print "# rmaplock cells 1"
	print "block", "order", "collector", "config", "workload", "params", "tasks"
	reps = (value["stopped"] > 0 ? value["stopped"] : value["reps"]) + 0
	collector_reps = value["collector_reps"] + 0
	for (rep = 1; rep <= reps; rep++)
		run_block("none")
	if (value["collectors"] == "none")
		exit
	names = value["collectors"]
	if (index(" " names " ", " nothing ") == 0)
		names = names " nothing"
	for (rep = 1; rep <= collector_reps; rep++)
		run_block(names)
}
