# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# The programs of the analysis, for the commands that run them. Needs common.sh, packages.sh.

# analysis_build: build what has changed.
analysis_build() {
	packages_ensure build
	make -s -C "$RMAPLOCK_ROOT" -f analysis/analysis.mk B="$RMAPLOCK_BUILD" analysis >&2 ||
		die "$EXIT_FAILED" "cannot build the analysis: see above"
}

# analysis_run FOLDER: end unless it is a run folder.
analysis_run() {
	test -f "$1/samples.tsv" || die "$EXIT_USAGE" "$1 is not a run folder: it has no samples.tsv"
}
