# SPDX-License-Identifier: GPL-2.0
# Metrics against the number of tasks, from summary.tsv: a panel for each
# workload, params and metric. METRIC in the environment names the metric, or, if
# it ends in ':', all that begin with it; those that are 0 throughout have no panel then, and are counted.
# Of AIM7 tasks are users, and its throughput is jobs per minute, as everybody gives it.

BEGIN {
	MARGIN = 1.6 # of the axis, as a factor
}

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric unit n mid mid_low mid_high")
	wanted = ENVIRON["METRIC"]
	family = wanted ~ /:$/
}

FNR > 2 {
	baseline = $column["baseline"]
	seen[$column["config"]] = 1
	metric = $column["metric"]
	if ((family ? index(metric, wanted) != 1 : metric != wanted) || $column["mid"] == "-")
		next
	key = $column["workload"] FS $column["params"] FS metric
	if (!(key in number)) {
		number[key] = ++panels
		title[panels] = group_title($column["workload"], $column["params"])
		if (family)
			title[panels] = short_name(metric) "  (" title[panels] ")"
		unit[panels] = $column["unit"]
		x_name[panels] = unit[panels] ~ /job/ ? "users" : "tasks"
		all_users = (panels == 1 || all_users) && x_name[panels] == "users"
		factor[panels] = sub(/^jobs\/s$/, "jobs/min", unit[panels]) ? 60 : 1
	}
	p = number[key]
	x = $column["tasks"] + 0
	task[x] = 1
	key = p FS $column["config"]
	y = factor[p] * interval($column["mid_high"], $column["mid"])
	value[key] = value[key] "\n" x " " factor[p] * $column["mid"] " " \
		factor[p] * interval($column["mid_low"], $column["mid"]) " " y
	if (y > top[p])
		top[p] = y
	n = $column["n"] + 0
	n_high = n > n_high ? n : n_high
	n_low = !n_low || n < n_low ? n : n_low
}

function short_name(metric) {
	sub(/\/op$/, "", metric)
	return substr(metric, length(wanted) + 1)
}

# Without an interval the bar has no length.
function interval(bound, mid) {
	return bound == "-" ? mid : bound
}

# Configs stand a little aside of each other, so that equal values stay visible.
function print_block(rows, aside,    count, row, field, i) {
	count = split(rows, row, "\n")
	for (i = 2; i <= count; i++) {
		split(row[i], field, " ")
		printf "%.6g %s %s %s\n", field[1] * 2 ^ aside, field[2], field[3], field[4]
	}
	if (count < 2)
		print "NaN NaN NaN NaN"
	print "\n"
}

function print_data(    p, i, spread) {
	spread = 0.35 * smallest_step() / (configs > 1 ? configs - 1 : 1)
	if (spread > 0.025 * axis_length()) # with few of both they would stand far from their number
		spread = 0.025 * axis_length()
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 1; i <= configs; i++)
			print_block(value[panel_of[p] FS config[i]], (i - (configs + 1) / 2) * spread)
	print "EOD"
}

# In powers of 2, with its margins.
function axis_length() {
	return log(sorted[tasks] * MARGIN / (sorted[1] / MARGIN)) / log(2)
}

# Between neighbouring numbers of tasks, on the log2 axis; 1 if there is one only.
function smallest_step(    i, step, smallest) {
	smallest = 1
	for (i = 2; i <= tasks; i++) {
		step = log(sorted[i] / sorted[i - 1]) / log(2)
		if (step < smallest)
			smallest = step
	}
	return smallest
}

function print_tics(    i, list) {
	for (i = 1; i <= tasks; i++)
		list = list (i > 1 ? ", " : "") tic(sorted[i]) " " sorted[i]
	list = sprintf("set logscale x 2; set xtics nomirror (%s); set xrange [%.6g:%.6g]", list,
		sorted[1] / MARGIN, sorted[tasks] * MARGIN)
	printf "axis = %s\n", quote(list)
}

function leave_zeros_out(    p, kept, key, to) {
	for (p = 1; p <= panels; p++)
		if (top[p] > 0) {
			to[p] = ++kept
			title[kept] = title[p]
			unit[kept] = unit[p]
			x_name[kept] = x_name[p]
			top[kept] = top[p]
		}
	for (key in number)
		if (number[key] in to)
			panel_of[to[number[key]]] = number[key]
	zeros = panels - kept
	panels = kept
}

END {
	if (stopped)
		exit 4
	for (p = 1; p <= panels; p++)
		panel_of[p] = p
	if (family)
		leave_zeros_out()
	if (!panels && zeros)
		absent("all that begins with " wanted " is 0")
	if (!panels)
		absent("summary.tsv has no metric " wanted ": run a plan that measures it")
	order_configs(baseline)
	for (x in task)
		sorted[++tasks] = x + 0
	sort(sorted, tasks)
	print_styles()
	print_data()
	print_tics()
	printf "against = %s\n", quote(all_users ? "users" : "tasks")
	printf "panels = %d\narray title[panels]\narray unit[panels]\narray x_name[panels]\narray top[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nunit[%d] = %s\nx_name[%d] = %s\ntop[%d] = %.6g\n", p, quote(title[p]),
			p, quote(unit[p]), p, quote(x_name[p]), p, (top[p] > 0 ? 1.08 * top[p] : 1)
	printf "count = %s\n", quote(count_range(n_low, n_high) (zeros ? "; " zeros (zeros == 1 ? " counter is" : " counters are") " 0 throughout" : ""))
}
