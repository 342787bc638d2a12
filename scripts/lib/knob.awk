# SPDX-License-Identifier: GPL-2.0
# Turn a table of a run round: what was a knob's value becomes the config, and the config goes where the knob was.
#
#   awk -v knob=NAME -v first=VALUE -v twin=CONFIG -f knob.awk TABLE
#
# Rows whose workload lacks the knob are left out. The A/A twin of CONFIG (the run's baseline) becomes that of VALUE, which
# the others are compared with; at other values it is left out.

BEGIN {
	FS = OFS = "\t"
}

NR == 1 {
	print
	next
}

NR == 2 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	if (!("config" in column && "params" in column)) {
		print FILENAME ": line 2: there is no column config or params" >"/dev/stderr"
		exit 2
	}
	print
	next
}

{
	n = split($column["params"], part, ",")
	value = rest = ""
	for (i = 1; i <= n; i++) {
		if (index(part[i], knob "=") == 1)
			value = substr(part[i], length(knob) + 2)
		else
			rest = rest part[i] ","
	}
	if (value == "")
		next
	config = $column["config"]
	prefix = ""
	if (sub(/^aa-/, "", config)) {
		if (config != twin || value != first)
			next
		prefix = "aa-"
	}
	gsub(/[^a-z0-9_-]/, "_", value)
	$column["config"] = prefix value
	$column["params"] = rest "config=" config
	print
}
