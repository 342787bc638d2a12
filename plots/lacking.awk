# SPDX-License-Identifier: GPL-2.0
# What the collector METRIC could not count on this machine, from counters.tsv:
# the variable `remark`.

function note_row() {
	if ($column["counter"] == "unavailable")
		unavailable = $column["unit"]
	else if ($column["value"] != "-")
		counted++
	else if ($column["unit"] == "not-supported" && !($column["counter"] in lacks)) {
		lacks[$column["counter"]] = 1
		list = list (list ? ", " : "") $column["counter"]
	}
}

END {
	if (stopped)
		exit 4
	collector = ENVIRON["METRIC"]
	if (!open_table("counters"))
		absent("counters.tsv is not there: run a plan with the collector " collector)
	need("collector source counter value unit")
	while ((getline < table_path) > 0)
		if ($column["source"] == collector)
			note_row()
	if (!counted)
		absent("nothing was counted by " collector ": " (unavailable ? unavailable : "run a plan with it"))
	printf "remark = %s\n", quote(list ? "not supported by this machine: " list : "")
}
