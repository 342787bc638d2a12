# SPDX-License-Identifier: GPL-2.0
# Ratios of throughput to the baseline against the value of a knob, from
# summary.tsv: a panel for each workload, number of tasks and knob that takes
# several values while all others stay. Which knobs do so is found in the data.

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric n ratio ratio_low ratio_high noise_floor")
}

throughput_row() {
	group = $column["workload"] FS $column["tasks"]
	exists_with[group FS $column["params"]] = 1
	split_params($column["params"])
	for (k = 1; k <= knobs; k++)
		if (knob_value[k] ~ /^[0-9]+([.][0-9]+)?$/)
			keep(group FS others_than(k) FS knob_name[k], knob_value[k] + 0)
}

function split_params(params,    i, part, pair) {
	knobs = params == "-" ? 0 : split(params, part, ",")
	for (i = 1; i <= knobs; i++) {
		split(part[i], pair, "=")
		knob_name[i] = pair[1]
		knob_value[i] = pair[2]
	}
}

function others_than(k,    i, text) {
	for (i = 1; i <= knobs; i++)
		if (i != k)
			text = text (text == "" ? "" : ",") knob_name[i] "=" knob_value[i]
	return text == "" ? "-" : text
}

function keep(series, value,    key) {
	if (!(series in doses))
		in_order[++all_series] = series
	key = series FS value
	if (!(key in noise))
		dose[series, ++doses[series]] = value
	noise[key] = $column["noise_floor"] == "-" ? 0 : $column["noise_floor"] + 0
	if ($column["ratio"] == "-")
		return
	key = key FS $column["config"]
	ratio[key] = $column["ratio"]
	low[key] = $column["ratio_low"] == "-" ? ratio[key] : $column["ratio_low"]
	high[key] = $column["ratio_high"] == "-" ? ratio[key] : $column["ratio_high"]
	blocks[key] = $column["n"] + 0
}

# The doses of a series, sorted, in value[1..values], and where they stand on
# the axis in at[]: logarithmic once they span a factor of 8, with 0 aside.
function lay_out(series,    i, step) {
	values = doses[series]
	for (i = 1; i <= values; i++)
		value[i] = dose[series, i]
	sort(value, values)
	zero = value[1] == 0
	logarithmic = values - zero > 1 && value[values] / value[1 + zero] >= 8
	narrowest = 0
	for (i = 1; i <= values; i++)
		at[i] = logarithmic && value[i] > 0 ? log(value[i]) / log(2) : value[i]
	if (zero && logarithmic)
		at[1] = at[2] - (at[3] - at[2])
	for (i = 2; i <= values; i++) {
		step = at[i] - at[i - 1]
		narrowest = i == 2 || step < narrowest ? step : narrowest
	}
}

# Configs stand a little aside of each other. A line that comes from 0 on a
# logarithmic axis would be of any slope one likes: it is not drawn.
function print_line(series, c,    i, key, aside, drawn) {
	aside = (c - (configs + 1) / 2) * 0.35 * narrowest / (configs > 1 ? configs - 1 : 1)
	for (i = 1; i <= values; i++) {
		key = series FS value[i] FS config[c]
		if (!(key in ratio))
			continue
		printf "%.6g %s %s %s\n", at[i] + aside, ratio[key], low[key], high[key]
		if (logarithmic && value[i] == 0)
			print ""
		drawn++
		note(key, config[c] != baseline)
	}
	if (!drawn)
		print "NaN NaN NaN NaN"
	print "\n"
}

function note(key, counts) {
	smallest = !smallest || low[key] < smallest ? low[key] + 0 : smallest
	largest = high[key] > largest ? high[key] + 0 : largest
	if (!counts)
		return
	n_high = blocks[key] > n_high ? blocks[key] : n_high
	n_low = !n_low || blocks[key] < n_low ? blocks[key] : n_low
}

# The noise floor belongs to its dose: a step, not a slope.
function print_band(series,    i, left, right) {
	for (i = 1; i <= values; i++) {
		left = i > 1 ? (at[i - 1] + at[i]) / 2 : at[1] - 0.5 * narrowest
		right = i < values ? (at[i] + at[i + 1]) / 2 : at[i] + 0.5 * narrowest
		printf "%.6g 1 %.6g %.6g %.6g %.6g\n", at[i], left, right, 1 - noise[series FS value[i]], 1 + noise[series FS value[i]]
	}
	print "\n"
}

function axis(    i, tics) {
	for (i = 1; i <= values; i++)
		tics = tics (i > 1 ? ", " : "") tic(value[i]) " " sprintf("%.6g", at[i])
	return sprintf("set xtics nomirror (%s); set xrange [%.6g:%.6g]", tics,
		at[1] - 0.5 * narrowest, at[values] + 0.5 * narrowest)
}

function print_panel(series,    i, part) {
	lay_out(series)
	panels++
	for (i = 1; i <= configs; i++)
		print_line(series, i)
	print_band(series)
	split(series, part, FS)
	title[panels] = group_title(part[1], part[3]) ", " part[2] (part[2] == 1 ? " task" : " tasks")
	knob[panels] = part[4] (logarithmic ? "  (log scale" (zero ? "; 0 stands aside)" : ")") : "")
	axes[panels] = axis()
	if ((part[1] FS part[2] FS part[3]) in exists_with && !(part[1] FS part[4] in told)) {
		told[part[1] FS part[4]] = 1
		left_out = left_out (left_out ? ", " : "left out, its value is not in the data: ") part[4] " of " group_title(part[1], part[3])
	}
}

END {
	if (stopped)
		exit 4
	order_configs(baseline)
	for (p = 1; p <= all_series; p++)
		varying += doses[in_order[p]] > 1
	if (!varying || configs < 2)
		absent("no knob of a workload takes several values: run a plan in which one does")
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= all_series; p++)
		if (doses[in_order[p]] > 1)
			print_panel(in_order[p])
	print "EOD"
	print_ratio_axis()
	printf "panels = %d\narray title[panels]\narray knob[panels]\narray axis[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nknob[%d] = %s\naxis[%d] = %s\n", p, quote(title[p]), p, quote(knob[p]), p, quote(axes[p])
	printf "count = %s\nbaseline = %s\n", quote(count_range(n_low, n_high)), quote(baseline)
	if (left_out)
		printf "remark = %s\n", quote(left_out)
}
