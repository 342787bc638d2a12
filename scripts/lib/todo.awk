# SPDX-License-Identifier: GPL-2.0
# Print the cells that have no good row yet: first those that never ran, then those that failed (one of them may have
# killed the machine).
#
#   awk [-v after=BLOCK] [-v upto=BLOCK] -f todo.awk SAMPLES CELLS

BEGIN {
	FS = "\t"
}

FNR == 1 { file++ }
file == 1 && FNR == 2 { width = NF }
FNR <= 2 || file == 1 && NF != width { next } # a crash may leave half a row
file == 1 { status[$1 FS $2 FS $3 FS $4 FS $5 FS $6] = $8; next }
after && $1 <= after || upto && $1 > upto { next }
{
	cell = $1 FS $3 FS $4 FS $5 FS $6 FS $7
	if (!(cell in status))
		print
	else if (status[cell] != "ok")
		failed = failed $0 "\n"
}
END {
	printf "%s", failed
}
