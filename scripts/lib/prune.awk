# SPDX-License-Identifier: GPL-2.0
# Print a table of a run folder without what a crash left behind: rows with too few fields, and rows of cells that are
# not complete (they will be run again). samples.tsv itself keeps its failed rows: they hold the reasons.
#
#   awk -f prune.awk SAMPLES TABLE

BEGIN {
	FS = "\t"
}

FNR == 1 { file++ }
{ cell = $1 FS $2 FS $3 FS $4 FS $5 FS $6 }
file == 1 && FNR == 2 { width = NF; table = $7 }
file == 1 && FNR > 2 && NF == width && $8 == "ok" { complete[cell] = 1 }
file == 2 && FNR == 2 { width = NF; samples = $7 == table }
file == 2 && (FNR <= 2 || NF == width && (samples || cell in complete)) { print }
