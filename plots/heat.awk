# SPDX-License-Identifier: GPL-2.0
# Ratios of throughput to the baseline as a matrix of configs and numbers of tasks, from summary.tsv: a panel for each
# workload and params.

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric n ratio verdict")
}

throughput_row() {
	group = $column["workload"] FS $column["params"]
	if (!(group in number)) {
		number[group] = ++panels
		title[panels] = group_title($column["workload"], $column["params"])
	}
	has_tasks[$column["tasks"]] = 1
	key = number[group] FS $column["config"] FS $column["tasks"]
	if ($column["ratio"] == "-" || $column["ratio"] + 0 <= 0)
		next
	ratio[key] = $column["ratio"]
	verdict[key] = $column["verdict"]
	n = $column["n"] + 0
	n_high = n > n_high ? n : n_high
	n_low = !n_low || n < n_low ? n : n_low
}

# Bold where it is called different.
function written(key,    text) {
	text = sprintf("%.2f", ratio[key])
	if (verdict[key] == "slower" || verdict[key] == "faster")
		text = "{/:Bold " text "}"
	return text
}

function print_panel(p,    i, t, key, depth) {
	for (i = 1; i <= configs; i++)
		for (t = 1; t <= tasks; t++) {
			key = p FS config[i] FS task[t]
			if (!(key in ratio))
				continue
			depth = log(ratio[key]) / log(2)
			printf "%d %d %.4f \"%s\"\n", t, i, (depth > 2 ? 2 : depth < -2 ? -2 : depth), written(key)
		}
	print "NaN NaN NaN \"\"\n\n"
}

END {
	if (stopped)
		exit 4
	order_configs(baseline)
	for (t in has_tasks)
		task[++tasks] = t + 0
	if (configs < 2 || tasks < 2)
		absent("a matrix takes two configs and two numbers of tasks: run a plan with more")
	sort(task, tasks)
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		print_panel(p)
	print "EOD"
	for (i = 1; i <= configs; i++)
		rows = rows (i > 1 ? ", " : "") tic(config[i]) " " i
	for (t = 1; t <= tasks; t++)
		columns_at = columns_at (t > 1 ? ", " : "") tic(task[t]) " " t
	printf "axis = %s\n", quote(sprintf("set ytics nomirror (%s) noenhanced; set xtics nomirror (%s); set yrange [%.1f:0.5]; set xrange [0.5:%.1f]", \
		rows, columns_at, configs + 0.5, tasks + 0.5))
	printf "panels = %d\ntasks = %d\nlines = %d\nbaseline = %s\ncount = %s\narray title[panels]\n", panels, tasks, configs, \
		quote(baseline), quote(count_range(n_low, n_high))
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\n", p, quote(title[p])
}
