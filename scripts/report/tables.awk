# SPDX-License-Identifier: GPL-2.0
# A table for each group of summary.tsv (the second file), below its title and above its sentence, both of which are in
# what rmaplock-analyse printed (the first file): paragraphs, whose first line is a title and whose last one a sentence.

function escape(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	return text
}

# Four significant digits, no exponent.
function rounded(value) {
	if (value == "-" || value == "")
		return "-"
	return value >= 1000 ? sprintf("%d", value + 0.5) : value >= 1 ? sprintf("%.*f", value >= 100 ? 1 : 2, value) : sprintf("%.3f", value)
}

function ratio(value) {
	return value == "-" ? "-" : sprintf("%.3f", value)
}

function interval(low, high) {
	return low == "-" || low == high ? "" : sprintf("[%.3f, %.3f]", low, high)
}

function cell(text) {
	return "<td>" escape(text) "</td>"
}

function finish_table() {
	if (group == "")
		return
	print "</table></div>"
	print "<p>" escape(sentence[groups]) "</p>"
}

function begin_table(op) {
	finish_table()
	group = $column["workload"] " " $column["params"] " " $column["tasks"]
	groups++
	op = $column["unit"]
	print "<h3>" escape(title[groups]) "</h3>"
	print "<div class=\"scroll\"><table><tr><th>config</th><th>" escape(op) "</th><th>ratio</th><th>95 % interval" escape(look) "</th>" \
		"<th>switches/" escape(substr(op, 1, length(op) - 3)) "</th><th>contended</th><th>n</th><th>failed</th><th>verdict</th></tr>"
}

function share(value) {
	return value == "-" || value == "" ? "-" : sprintf("%.1f %%", 100 * value)
}

FNR == NR && /^look [1-5] of [1-5], / { look = ", look " substr($0, 6, 1) "/" substr($0, 11, 1) }

FNR == NR {
	if ($0 == "") {
		last = ""
		next
	}
	if (last == "") {
		in_group = NR > 1 && /task/ && !/^(failed cells|what collectors|where the time)/
		if (in_group)
			title[++titles] = $0
	}
	last = $0
	if (in_group)
		sentence[titles] = $0
	next
}

FNR == 2 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
	next
}

FNR < 2 { next }

# The rows of a group come metric by metric: the other two are kept until the table is made, at the end.
{
	key = $column["workload"] SUBSEP $column["params"] SUBSEP $column["tasks"] SUBSEP $column["config"]
	mid[key, $column["metric"]] = $column["mid"]
	if ($column["metric"] == "ops_per_sec")
		row[++rows] = $0
}

END {
	for (r = 1; r <= rows; r++) {
		$0 = row[r]
		if (group != $column["workload"] " " $column["params"] " " $column["tasks"])
			begin_table()
		key = $column["workload"] SUBSEP $column["params"] SUBSEP $column["tasks"] SUBSEP $column["config"]
		verdict = $column["verdict"]
		print "<tr>" cell($column["config"]) cell(rounded($column["mid"])) cell(ratio($column["ratio"])) \
			cell(interval($column["ratio_low"], $column["ratio_high"])) cell(rounded(mid[key, "switches_per_op"])) \
			cell(share(mid[key, "contended_share"])) cell($column["n"]) cell($column["failed"]) \
			"<td class=\"" verdict "\">" escape(verdict) "</td></tr>"
	}
	finish_table()
}
