# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For collectors whose result is a file: it becomes RUN/collected/ORDER-NAME.

KEEP_BYTES=67108864 # the most of one file

# keep_file NAME FILE: rows `file` of a cell's output.
keep_file() {
	head -c "$KEEP_BYTES" "$2" | gzip -c | base64 -w 4000 | sed "s/^/file	$1	/"
}
