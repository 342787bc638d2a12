# SPDX-License-Identifier: GPL-2.0
# Throughput against tasks from summary.tsv and the law that was fitted to it from scale.tsv: a panel for each workload,
# params and config.

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric unit n mid mid_low mid_high")
}

throughput_row() {
	if ($column["mid"] == "-")
		next
	key = $column["workload"] FS $column["params"] FS $column["config"]
	unit[key] = $column["unit"]
	points[key] = points[key] $column["tasks"] " " $column["mid"] " " ($column["mid_low"] == "-" ? $column["mid"] : $column["mid_low"]) \
		" " ($column["mid_high"] == "-" ? $column["mid"] : $column["mid_high"]) "\n"
	y = ($column["mid_high"] == "-" ? $column["mid"] : $column["mid_high"]) + 0
	group = $column["workload"] FS $column["params"]
	top[group] = y > top[group] ? y : top[group]
	has_tasks[$column["tasks"]] = 1
	n = $column["n"] + 0
	n_high = n > n_high ? n : n_high
	n_low = !n_low || n < n_low ? n : n_low
}

function keep(    key) {
	key = $column["workload"] FS $column["params"] FS $column["config"]
	if (!(key in points))
		return
	panel[++panels] = key
	lambda[panels] = $column["lambda"]
	sigma[panels] = $column["sigma"]
	kappa[panels] = $column["kappa"]
	knee[panels] = $column["knee"]
	low[panels] = $column["knee_low"]
	high[panels] = $column["knee_high"]
	misfit[panels] = $column["misfit"]
}

# From the fewest tasks to the most, evenly on the logarithmic axis.
function print_curve(p,    i, x, steps) {
	steps = 60
	for (i = 0; i <= steps; i++) {
		x = task[1] * (task[tasks] / task[1]) ^ (i / steps)
		printf "%.6g %.6g\n", x, lambda[p] * x / (1 + sigma[p] * (x - 1) + kappa[p] * x * (x - 1))
	}
	print "\n"
}

# Without a knee, or without an interval, there is no band; nor is there one beyond the axis.
function has_band(p) {
	return knee[p] != "-" && low[p] != "-" && low[p] < right_end && (high[p] == "-" || high[p] > left_end)
}

# A bound that is nowhere, or beyond the axis, is the axis' end.
function within(value) {
	return value == "-" || value > right_end ? right_end : value < left_end ? left_end : value
}

# The knee's line, if it is on the axis.
function shown(value) {
	return value == "-" || value > right_end || value < left_end ? "NaN" : value
}

function print_panel(p,    part) {
	split(panel[p], part, FS)
	printf "title[%d] = %s\nunit[%d] = %s\ntop[%d] = %.6g\nstyle[%d] = %d\n", p, quote(part[3] "  (" group_title(part[1], part[2]) ")"),
		p, quote(unit[panel[p]]), p, 1.08 * top[part[1] FS part[2]], p, place[part[3]]
	printf "law[%d] = %s\n", p, quote(sprintf("sigma %.2g, kappa %.1g, misfit %.0f %%, %s", sigma[p], kappa[p], 100 * misfit[p], \
		knee[p] == "-" ? "no knee" : sprintf("knee at %.1f", knee[p]) (knee[p] > right_end ? ", not measured" : "")))
	printf "knee[%d] = %s\nband[%d] = %d\nband_low[%d] = %.6g\nband_high[%d] = %.6g\n", p, shown(knee[p]), p, has_band(p),
		p, within(low[p]), p, within(high[p])
}

END {
	if (stopped)
		exit 4
	if (!open_table("scale"))
		absent("scale.tsv is not there: draw the plots with rmaplock plots")
	need("config workload params lambda sigma kappa knee knee_low knee_high misfit")
	while ((getline < table_path) > 0)
		keep()
	if (!panels)
		absent("no law is fitted: it takes four numbers of tasks")
	order_configs(baseline)
	for (t in has_tasks)
		task[++tasks] = t + 0
	sort(task, tasks)
	left_end = task[1] / 1.4
	right_end = task[tasks] * 1.4
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++) {
		printf "%s\n\n", points[panel[p]]
		print_curve(p)
	}
	print "EOD"
	for (t = 1; t <= tasks; t++)
		list = list (t > 1 ? ", " : "") tic(task[t]) " " task[t]
	printf "axis = %s\n", quote(sprintf("set logscale x 2; set xtics nomirror (%s); set xrange [%.6g:%.6g]", list, left_end, right_end))
	printf "panels = %d\narray title[panels]\narray unit[panels]\narray top[panels]\narray style[panels]\narray law[panels]\n", panels
	print "array knee[panels]\narray band[panels]\narray band_low[panels]\narray band_high[panels]"
	for (p = 1; p <= panels; p++)
		print_panel(p)
	printf "count = %s\n", quote(count_range(n_low, n_high))
}
