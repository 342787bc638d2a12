# SPDX-License-Identifier: GPL-2.0
# Measured cells one by one, from samples.tsv: a panel for each workload, params and number of tasks, a line in it for
# each config. METRIC in the environment: `strip`, the throughput of every cell; or `fairness`, how far the tasks of a
# cell are from their mean. The configs are those of summary.tsv, so that each keeps its style.

FNR == 2 {
	read_names()
	need("config baseline metric")
}

# Panels are in the order of the tables: that of samples.tsv is random.
throughput_row() {
	unit_of[$column["workload"]] = $column["unit"]
	if (!(group_of_row() in number))
		number[group_of_row()] = ++groups
}

function group_of_row() {
	return $column["workload"] FS $column["params"] FS $column["tasks"]
}

# Of a cell's rows the last one that is ok counts.
function read_cell(    group, key) {
	if ($column["collector"] != "none" || !($column["config"] in seen))
		return
	if (fairness && ($column["tasks"] < 2 || $column["task_ops_max"] == "-" || $column["ops"] + 0 == 0))
		return
	group = number[group_of_row()]
	if (!group)
		return
	unit[group] = unit_of[$column["workload"]]
	title[group] = group_title($column["workload"], $column["params"]) ", " \
		$column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
	key = group FS $column["config"] FS $column["block"]
	if ($column["status"] != "ok") {
		failed[group FS $column["config"]] += !(key in cell)
		return
	}
	most = $column["block"] > most ? $column["block"] + 0 : most
	cell[key] = $column["ops_per_sec"]
	if (fairness) {
		mean = $column["ops"] / $column["tasks"]
		least[key] = $column["task_ops_min"] / mean
		greatest[key] = $column["task_ops_max"] / mean
		jain[key] = $column["jain"]
	}
}

# The median of from[p, config, block] over blocks.
function median_of(from, p, config,    b, n, value) {
	for (b = 1; b <= most; b++)
		if ((p FS config FS b) in from)
			value[++n] = from[p FS config FS b] + 0
	if (!n)
		return "NaN"
	sort(value, n)
	count_low = !count_low || n < count_low ? n : count_low
	count_high = n > count_high ? n : count_high
	return (value[int((n + 1) / 2)] + value[int(n / 2) + 1]) / 2
}

# A cell's place within its config's line: the first block on top, the last one at the bottom.
function print_strip(p, i,    b, key, drawn) {
	for (b = 1; b <= most; b++) {
		key = p FS config[i] FS b
		if (!(key in cell))
			continue
		printf "%s %.4f\n", cell[key], i + (most > 1 ? 0.56 * ((b - 1) / (most - 1) - 0.5) : 0)
		top[p] = cell[key] > top[p] ? cell[key] + 0 : top[p]
		drawn++
	}
	if (!drawn)
		print "NaN NaN"
	printf "\n\n%s %.2f\n%s %.2f\n\n\n", median_of(cell, p, config[i]), i - 0.36, median_of(cell, p, config[i]), i + 0.36
}

function print_fairness(p, i,    low, high) {
	low = median_of(least, p, config[i])
	high = median_of(greatest, p, config[i])
	printf "1 %d %s %s \"%s\"\n\n\n", i, low, high, \
		low == "NaN" ? "" : sprintf("%.2f to %.2f, Jain's index %.3f", low, high, median_of(jain, p, config[i]))
	if (high != "NaN" && high > top[0])
		top[0] = high
}

function print_axis(    i, tics) {
	for (i = 1; i <= configs; i++)
		tics = tics (i > 1 ? ", " : "") tic(config[i]) " " i
	printf "axis = %s\n", quote(sprintf("set ytics nomirror (%s) noenhanced; set yrange [%.1f:0.4]", tics, configs + 0.6))
}

END {
	if (stopped)
		exit 4
	fairness = ENVIRON["METRIC"] == "fairness"
	if (!open_table("samples"))
		absent("samples.tsv is not there")
	need("block collector config workload params tasks status ops ops_per_sec task_ops_min task_ops_max jain")
	while ((getline < table_path) > 0)
		read_cell()
	for (group = 1; group <= groups; group++)
		if (group in title)
			panel[++panels] = group
	if (!panels)
		absent(fairness ? "no cell has more than one task: run a plan with more" : "no measured cell: run a plan")
	order_configs(baseline)
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 1; i <= configs; i++)
			if (fairness)
				print_fairness(panel[p], i)
			else
				print_strip(panel[p], i)
	print "EOD"
	print_axis()
	printf "panels = %d\narray title[panels]\narray unit[panels]\narray top[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nunit[%d] = %s\ntop[%d] = %.6g\n", p, quote(title[panel[p]]), p, quote(unit[panel[p]]),
			p, (fairness ? top[0] : top[panel[p]] > 0 ? 1.05 * top[panel[p]] : 1)
	for (key in failed)
		lost += failed[key]
	printf "count = %s\n", quote(count_range(count_low, count_high) (lost ? ", " lost " cell" (lost == 1 ? "" : "s") " failed" : ""))
}
