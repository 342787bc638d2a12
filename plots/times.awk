# SPDX-License-Identifier: GPL-2.0
# Distributions of the time that locks were waited for, or held, at the largest number of
# tasks, from distributions.tsv: a panel for each workload, params, lock, mode and collector.
# The configs are those of summary.tsv, so that each keeps its style. METRIC in the environment
# is `wait` or `hold`, after a source, `NAME:`, if histograms are called SOURCE:LOCK.MODE.wait
# (.waited is a share of the waits).

BEGIN {
	measure = source = ENVIRON["METRIC"]
	sub(/.*:/, "", measure)
	sub(/[^:]*$/, "", source)
	ending = measure == "wait" ? "\\.wait(ed)?$" : "\\." measure "$"
	never = measure == "wait" ? "never waited: " : "no times of: "
}

FNR == 2 {
	read_names()
	need("config baseline metric")
}

{
	throughput_row()
}

# Keeps the rows of the largest number of tasks only: fewer tasks, less waiting.
function keep(    group, key, tasks, collector, panel) {
	group = $column["workload"] FS $column["params"]
	tasks = $column["tasks"] + 0
	if (tasks < most[group])
		return
	most[group] = tasks
	collector = "collector" in column ? $column["collector"] : "" # an older table does not say
	panel = group FS $column["histogram"] FS collector
	if (!(panel in number)) {
		number[panel] = ++panels
		of_group[panels] = group
		taken_by[panels] = collector
		histogram[panels] = group FS $column["histogram"]
		collectors[histogram[panels]]++
		lock[panels] = lock_name($column["histogram"])
	}
	key = number[panel] FS tasks FS $column["config"]
	curve[key] = curve[key] "\n" ($column["value_ns"] > 0 ? $column["value_ns"] : 1) / 1e9 " " $column["ccdf"]
	if (!smallest || $column["ccdf"] + 0 < smallest)
		smallest = $column["ccdf"] + 0
}

function is_wanted(name) {
	return name ~ ending && (source == "" ? name !~ /:/ : index(name, source) == 1)
}

function lock_name(name) {
	sub(/^[^:]*:/, "", name)
	sub(ending, "", name)
	sub(/\./, ", ", name)
	return name
}

function print_data(    p, i, key) {
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 1; i <= configs; i++) {
			key = p FS most[of_group[p]] FS config[i]
			if (key in curve)
				print substr(curve[key], 2)
			else {
				print "NaN NaN"
				none[p] = none[p] (none[p] ? ", " : "") config[i]
			}
			print "\n"
		}
	print "EOD"
}

# A gnuplot string of several lines, each short enough for a narrow panel.
function wrapped(text,    n, word, i, line, lines) {
	n = split(text, word, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line) + length(word[i]) > 36) {
			lines = lines quote(line) ".\"\\n\"."
			line = ""
		}
		line = line (line == "" ? "" : " ") word[i]
	}
	return lines quote(line)
}

function print_panel(p,    group, tasks) {
	tasks = most[of_group[p]]
	split(of_group[p], group, FS)
	printf "title[%d] = %s\nnone[%d] = %s\n", p, quote(lock[p] " lock  (" group_title(group[1], group[2]) ", " \
		tasks (tasks == 1 ? " task" : " tasks") (collectors[histogram[p]] > 1 ? "; " taken_by[p] ")" : ")")), p, wrapped(none[p] ? never none[p] : "")
}

END {
	if (stopped)
		exit 4
	if (!open_table("distributions"))
		absent("distributions.tsv is not there: analyse the run again")
	need("config workload params tasks histogram value_ns ccdf")
	while ((getline < table_path) > 0)
		if (is_wanted($column["histogram"]) && $column["ccdf"] + 0 > 0)
			keep()
	if (!panels)
		absent("the run has no " measure " times: run it with a collector that takes them")
	order_configs(baseline)
	print_styles()
	print_data()
	printf "smallest = %s\npanels = %d\narray title[panels]\narray none[panels]\n", smallest, panels
	for (p = 1; p <= panels; p++)
		print_panel(p)
}
