# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# One page of HTML about runs: everything inside it, nothing from the network. Needs common.sh, packages.sh, analysis.sh, forest.sh.
# REPORT_TMP is a folder of its own, REPORT_DIR the folder in which the page will lie.

REPORT_MAX_BYTES=2000000 # plots that would make the page larger are left out, and it says so

report_escape() {
	sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g'
}

report_text() {
	printf '<pre>'
	report_escape
	printf '</pre>\n'
}

# report_link PATH: relative to the page, as a URL.
report_link() {
	realpath --relative-to="$REPORT_DIR" -- "$1" | jq -R -r 'split("/") | map(@uri) | join("/")' | report_escape
}

# report_copy RUN COPY: what a report is made of, analysed and drawn anew; the run itself stays as it is.
report_copy() {
	mkdir "$2"
	for rc_file in plan env.json cells.tsv samples.tsv counters.tsv histograms.tsv distributions.tsv breakdown.tsv holders.tsv; do
		test ! -e "$1/$rc_file" || cp "$1/$rc_file" "$2/$rc_file"
	done
	"$RMAPLOCK_BUILD/analysis/rmaplock-analyse" "$2" >"$2/table" 2>"$2/errors" || {
		rc_status=$?
		printf '%s%s\n' "$1" "$(sed "s|^$2||" "$2/errors")" >&2 # a message about the run, not about its copy
		exit "$rc_status"
	}
	"$RMAPLOCK_BUILD/analysis/rmaplock-scale" --tsv -- "$2" >"$2/scale.tsv"
	LC_ALL=C.UTF-8 "$RMAPLOCK_ROOT/plots/render" "$2" >/dev/null 2>"$2/not-drawn" || test $? -eq 4 ||
		{ cat "$2/not-drawn" >&2; die "$EXIT_FAILED" "report: cannot draw the plots of $1: see above"; }
}

report_begin() {
	printf '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
	printf '<meta http-equiv="Content-Security-Policy" content="default-src '\''none'\''; style-src '\''unsafe-inline'\''">\n'
	printf '<meta name="viewport" content="width=device-width"><title>rmaplock: %s</title>\n<style>\n' "$(printf '%s' "$1" | report_escape)"
	cat "$RMAPLOCK_ROOT/scripts/report/style.css"
	printf '</style></head><body>\n<h1>What a lock costs</h1>\n'
}

# report_marks COPY: what makes these numbers less than a measurement.
report_marks() {
	sed '/^$/,$d' "$1/table" | grep -E '^(emulated|note|env\.json|MDE|look )' | report_escape | sed 's/.*/<p class="mark">&<\/p>/' || :
}

# report_plot FILE PREFIX: a plot, its ids made unique in the page.
report_plot() {
	if test "$(($(wc -c <"$REPORT_TMP/page") + $(wc -c <"$1")))" -gt "$REPORT_MAX_BYTES"; then
		printf '<p class="mark">The plot %s is left out: with it the page would be larger than 2 MB.</p>\n' "$(basename "$1" .svg)"
		return
	fi
	printf '<figure>'
	sed -e '/^<?xml/d' -e '/^<!DOCTYPE/,/>/d' -e "s/\\(id=['\"]\\)/\\1$2/g" -e "s/\\(href=['\"]#\\)/\\1$2/g" -e "s/url(#/&$2/g" "$1"
	printf '</figure>\n'
}

# report_raw RUN: links to the files that the numbers come from.
report_raw() {
	printf '<h3>Raw data</h3>\n<p>'
	for rr_file in plan env.json topology.xml samples.tsv counters.tsv histograms.tsv dmesg.txt log.txt collected; do
		test ! -e "$1/$rr_file" || printf '<a href="%s">%s</a> ' "$(report_link "$1/$rr_file")" "$rr_file"
	done
	printf '</p>\n'
}

# report_run RUN COPY LETTER: a run's chapter.
report_run() {
	printf '<h2>%s: %s</h2>\n' "$3" "$(basename "$1" | report_escape)"
	head -n 1 "$2/table" | report_escape | sed 's/.*/<p>&<\/p>/'
	report_marks "$2"
	awk -F '\t' -f "$RMAPLOCK_ROOT/scripts/report/tables.awk" "$2/table" "$2/summary.tsv"
	sed -n '/^where the time/,/^$/p' "$2/table" >"$2/breakdown"
	test ! -s "$2/breakdown" || { report_text <"$2/breakdown"; cat "$RMAPLOCK_ROOT/scripts/report/breakdown.html"; }
	sed -n '/^who waits for whom/,/^$/p; /^how locks go/,/^$/p' "$2/table" >"$2/holders"
	test ! -s "$2/holders" || { report_text <"$2/holders"; cat "$RMAPLOCK_ROOT/scripts/report/holders.html"; }
	sed -n '/^what collectors cost/,/^$/p' "$2/table" >"$2/costs"
	test ! -s "$2/costs" || report_text <"$2/costs"
	sed -n '/^failed cells/,$p' "$2/table" >"$2/failed"
	test ! -s "$2/failed" || report_text <"$2/failed"
	if test -d "$2/plots"; then
		for rn_plot in "$2"/plots/*.svg; do
			test ! -e "$rn_plot" || report_plot "$rn_plot" "$3-$(basename "$rn_plot" .svg)-"
		done
	fi
	"$RMAPLOCK_BUILD/analysis/rmaplock-scale" "$2" >"$2/scale"
	if grep -q '^where two cross' "$2/scale"; then
		printf '<h3>Scalability</h3>\n'
		report_text <"$2/scale"
	fi
	printf '<details><summary>Machine, plan, and how to repeat a cell</summary>\n'
	# the page is sent to others: no path of this machine
	"$RMAPLOCK_BUILD/analysis/rmaplock-show" --called "results/$(basename "$1")" -- "$1" | report_text
	printf '</details>\n'
	report_raw "$1"
}

# report_compare FORCE COPY...: all runs together, or why they cannot be.
report_compare() {
	rp_force=$1
	shift
	printf '<h2>The runs together</h2>\n'
	rp_status=0
	"$RMAPLOCK_BUILD/analysis/rmaplock-compare" ${rp_force:+"$rp_force"} "$@" >"$REPORT_TMP/compared" 2>"$REPORT_TMP/refused" || rp_status=$?
	if test "$rp_status" -eq 0; then
		grep '^FORCED: ' "$REPORT_TMP/compared" | sort -u | report_escape | sed 's/.*/<p class="mark">&<\/p>/' || :
		report_text <"$REPORT_TMP/compared"
		mkdir "$REPORT_TMP/forest"
		if forest_draw "$REPORT_TMP/forest" "$REPORT_TMP/forest/forest.svg" "$(sed -n '/^FORCED/{p;q;}' "$REPORT_TMP/compared")" "$@" \
			2>"$REPORT_TMP/not-drawn"; then
			report_plot "$REPORT_TMP/forest/forest.svg" forest-
		else
			printf '<p class="mark">%s</p>\n' "$(report_escape <"$REPORT_TMP/not-drawn")"
		fi
	else
		printf '<p class="mark">Not compared: %s</p>\n' "$(sed 's/^[^:]*: //' "$REPORT_TMP/refused" | report_escape)"
	fi
}

report_end() {
	cat "$RMAPLOCK_ROOT/scripts/report/method.html"
	printf '</body></html>\n'
}
