# SPDX-License-Identifier: GPL-2.0
# Who waits for whom, from holders.tsv: a matrix of places (MODE.SITE) for each workload and params at the largest number of
# tasks, lock and config. The configs are those of summary.tsv; those in which nobody waited are the variable `remark`.

FNR == 2 {
	read_names()
	need("config baseline metric")
}

{
	throughput_row()
}

function keep(    group, tasks) {
	if (!($column["config"] in seen))
		return
	group = $column["workload"] FS $column["params"]
	tasks = $column["tasks"] + 0
	if (tasks < most[group])
		return
	most[group] = tasks
	row[++rows] = $0
	count_low = !count_low || $column["n"] + 0 < count_low ? $column["n"] + 0 : count_low
	count_high = $column["n"] + 0 > count_high ? $column["n"] + 0 : count_high
}

# A panel for each config and lock that waits, in the order of configs.
function use_rows(name,    r, group, panel) {
	for (r = 1; r <= rows; r++) {
		$0 = row[r]
		group = $column["workload"] FS $column["params"]
		if ($column["config"] != name || $column["tasks"] + 0 != most[group])
			continue
		panel = group FS $column["lock"] FS name
		if (!(panel in number)) {
			number[panel] = ++panels
			title[panels] = name ", " $column["lock"] "  (" group_title($column["workload"], $column["params"]) ", " \
				$column["tasks"] ($column["tasks"] == 1 ? " task)" : " tasks)")
			longest_title = length(title[panels]) > longest_title ? length(title[panels]) : longest_title
			waits[name] = 1
		}
		note_place($column["waiter"])
		note_place($column["holder"])
		share[number[panel], $column["waiter"], $column["holder"]] = $column["share"]
	}
}

function note_place(name) {
	if (name in is_place)
		return
	is_place[name] = 1
	at[++places] = (name == "unknown" ? 1 : 0) name
	longest_place = length(name) > longest_place ? length(name) : longest_place
}

function print_panel(p,    w, h) {
	for (w = 1; w <= places; w++)
		for (h = 1; h <= places; h++)
			if ((p, at[w], at[h]) in share)
				printf "%d %d %.4f \"%.0f\"\n", h, w, share[p, at[w], at[h]], 100 * share[p, at[w], at[h]]
	print "\n"
}

function axis(    i, across, down) {
	for (i = 1; i <= places; i++) {
		across = across (i > 1 ? ", " : "") tic(at[i]) " " i
		down = down (at[i] == "unknown" ? "" : (i > 1 ? ", " : "") tic(at[i]) " " i)
	}
	return sprintf("set ytics nomirror (%s) noenhanced; set xtics nomirror (%s) noenhanced; set yrange [%.1f:0.5]; set xrange [0.5:%.1f]", \
		down, across, places + 0.5, places + 0.5)
}

END {
	if (stopped)
		exit 4
	if (!open_table("holders"))
		absent("holders.tsv is not there: analyse the run again")
	need("config workload params tasks lock waiter holder share n")
	while ((getline < table_path) > 0)
		keep()
	if (!rows)
		absent("nobody is known to have waited for anybody: run a plan with the collector holders")
	order_configs(baseline)
	for (i = 1; i <= configs; i++)
		use_rows(config[i])
	for (i = 1; i <= configs; i++)
		if (!(config[i] in waits))
			none = none (none ? ", " : "nobody was seen to wait: ") config[i]
	sort(at, places)
	for (i = 1; i <= places; i++)
		at[i] = substr(at[i], 2)
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		print_panel(p)
	print "EOD"
	printf "axis = %s\n", quote(axis())
	printf "panels = %d\nplaces = %d\nlongest_place = %d\nlongest_title = %d\ncount = %s\narray title[panels]\n", panels, places, longest_place, longest_title,
		quote(count_low == count_high ? "n = " count_low : "n = " count_low " to " count_high)
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\n", p, quote(title[p])
	if (none)
		printf "remark = %s\n", quote(none)
}
