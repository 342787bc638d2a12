# SPDX-License-Identifier: GPL-2.0
# What all plot data helpers share: the columns of a table by name, the fixed
# style of each config, and text that is safe to hand to gnuplot.
#
# A config keeps its colour and mark in every plot of a run: the baseline is
# first, the others follow by name; A/A twins (aa-NAME) are grey. Colours are
# those of Okabe and Ito, which colour-blind readers tell apart; after seven, the
# same colours come again dashed.

BEGIN {
	FS = OFS = "\t"
	colours = split("#000000 #D55E00 #0072B2 #009E73 #CC79A7 #E69F00 #56B4E9", colour, " ")
	marks = split("7 5 9 11 13 4 6 8 10 12 65 64", mark, " ")
	dashes = split("1 2 4 5", dash, " ")
}

# The one line that says what is missing; `data` turns status 4 into gnuplot's.
function absent(what) {
	print ENVIRON["PLOT"] ": " what > "/dev/stderr"
	stopped = 1
	exit 4
}

# The columns of the table at hand, for its line of names.
function read_names(    i) {
	for (i in column)
		delete column[i]
	for (i = 1; i <= NF; i++)
		column[$i] = i
}

function need(names,    count, name, i) {
	count = split(names, name, " ")
	for (i = 1; i <= count; i++)
		if (!(name[i] in column))
			absent("the table has no column '" name[i] "': analyse the run again")
}

# Of summary.tsv: is it about throughput? Then its config takes part, and its baseline is the plot's.
function throughput_row() {
	if (FNR <= 2 || $column["metric"] != "ops_per_sec")
		return 0
	baseline = $column["baseline"]
	seen[$column["config"]] = 1
	return 1
}

# Starts reading FOLDER/NAME.tsv with getline; 0 if there is none.
function open_table(name) {
	table_path = ENVIRON["FOLDER"] "/" name ".tsv"
	if ((getline < table_path) <= 0 || (getline < table_path) <= 0)
		return 0
	read_names()
	return 1
}

function is_twin(config) {
	return config ~ /^aa-/
}

# As an expression: of quotes that are doubled, as they are to be in a string, gnuplot loses count where two follow each other,
# and what comes next would be a command. The text may be that of somebody's env.json.
function quote(text) {
	gsub(/[[:cntrl:]]/, "?", text)
	gsub(/'/, "'.\"'\".'", text)
	return "'" text "'"
}

# The text of a tic, where a string must be one.
function tic(text) {
	gsub(/'/, "?", text)
	return quote(text)
}

# Sorts list[1..count] by awk's comparison; few items.
function sort(list, count,    i, j, item) {
	for (i = 2; i <= count; i++) {
		item = list[i]
		for (j = i - 1; j >= 1 && list[j] > item; j--)
			list[j + 1] = list[j]
		list[j + 1] = item
	}
}

function rank(config, baseline) {
	return (config == baseline ? 0 : is_twin(config) ? 2 : 1) " " config
}

# From the set seen[config] to config[1..configs], in the order of styles.
function order_configs(baseline,    name, i) {
	configs = 0
	for (name in seen)
		config[++configs] = rank(name, baseline)
	sort(config, configs)
	for (i = 1; i <= configs; i++) {
		config[i] = substr(config[i], 3)
		place[config[i]] = i
	}
}

# `configs` (a list of words), and a line type for each, numbered from 1.
function print_styles(    i, list, twin) {
	for (i = 1; i <= configs; i++) {
		list = list (i > 1 ? " " : "") config[i]
		twin = is_twin(config[i])
		printf "set linetype %d lc rgb '%s' pt %d dt %d lw %s ps 0.9\n", i,
			twin ? "#999999" : colour[(i - 1) % colours + 1],
			twin ? 2 : mark[(i - 1) % marks + 1],
			twin ? 1 : dash[int((i - 1) / colours) % dashes + 1], twin ? 1.5 : 2
		if (length(config[i]) > longest)
			longest = length(config[i])
	}
	printf "configs = %s\nlongest_name = %d\n", quote(list), longest
}

# "n = 10 blocks", "n = 8 to 10 blocks"
function count_range(low, high) {
	if (low == high)
		return "n = " low " block" (low == 1 ? "" : "s")
	return "n = " low " to " high " blocks"
}

function group_title(workload, params) {
	return params == "-" ? workload : workload " " params
}

# The range of an axis of ratios, from the globals `smallest` and `largest`, for gnuplot to evaluate: logarithmic if wide.
function print_ratio_axis(    low_end, high_end) {
	low_end = smallest < 0.9 ? smallest * 0.9 : 0.88
	high_end = largest > 1.1 ? largest * 1.1 : 1.12
	printf "ratio_axis = '%sset yrange [%.4g:%.4g]'\n", (low_end < 0.25 || high_end > 4 ? \
		"set logscale y; set ytics nomirror (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 3, 5, 7, 10, 20); " : ""),
		low_end, high_end
}

# The range of an axis of ratios, in the globals `smallest` and `largest`.
function widen(mid, low, high) {
	widen_to(mid)
	widen_to(low)
	widen_to(high)
}

function widen_to(value) {
	if (value == "-")
		return
	value += 0
	smallest = !smallest || value < smallest ? value : smallest
	largest = value > largest ? value : largest
}

# take_ratio KEY: keep the row's ratio under it, for a forest plot: ratio, low, high, verdict, the range of n, and drawn.
function take_ratio(key,    n) {
	ratio[key] = $column["ratio"]
	low[key] = $column["ratio_low"]
	high[key] = $column["ratio_high"]
	verdict[key] = $column["verdict"]
	widen(ratio[key], low[key], high[key])
	n = $column["n"] + 0
	n_high = n > n_high ? n : n_high
	n_low = !n_low || n < n_low ? n : n_low
	drawn++
}

# A line of a forest plot, at y: a ratio with its interval, and in words. Without an interval the bar has no length.
function print_forest_line(y, mid, low, high, verdict) {
	if (mid == "-")
		printf "NaN %d NaN NaN \"\"\n", y
	else if (low == "-")
		printf "%s %d %s %s \"%.3f  %s\"\n", mid, y, mid, mid, mid, verdict
	else
		printf "%s %d %s %s \"%.3f [%.3f, %.3f]  %s\"\n", mid, y, low, high, mid, low, high, verdict
	print "\n"
}

# Its axes, y counting downwards from 1. A log axis once an effect is so large that a linear one would hide the small ones.
function print_forest_axis(tics, lines,    low_end, high_end) {
	low_end = smallest < 0.9 ? smallest * 0.9 : 0.88
	high_end = largest > 1.1 ? largest * 1.1 : 1.12
	tics = sprintf("%sset xrange [%.4g:%.4g]; set ytics nomirror (%s) noenhanced; set yrange [%.1f:0.4]",
		(low_end < 0.25 || high_end > 4 ? "set logscale x; " : ""), low_end, high_end, tics, lines + 0.6)
	printf "axis = %s\ntext_at = %.4g\n", quote(tics), high_end
}
