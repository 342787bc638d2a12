# SPDX-License-Identifier: GPL-2.0
# From env.json to the gnuplot variables `origin` (one line of text), `subject` and `emulated`.
def text: if . == null then "unknown" else tostring end;
# as quote() of common.awk
def quoted: "'" + (gsub("[[:cntrl:]]"; "?") | gsub("'"; "'.\"'\".'")) + "'";

"origin = " + ("run \(.run.id | text), subject \(.subject | text), target \(.target | text), kernel \(.kernel.release | text), accelerator \(.accelerator | text)" | quoted),
"subject = " + (.subject | text | quoted),
"emulated = " + (if .emulated == true or .accelerator == "tcg" or .accelerator == "icount" then "1" else "0" end)
