# SPDX-License-Identifier: GPL-2.0
# From env.json to the gnuplot variables `origin` (one line of text), `subject` and `emulated`.
def text: if . == null then "unknown" else tostring end;
def quoted: "'" + (gsub("'"; "''") | gsub("[[:cntrl:]]"; "?")) + "'";

"origin = " + ("run \(.run.id | text), subject \(.subject | text), target \(.target | text), kernel \(.kernel.release | text), accelerator \(.accelerator | text)" | quoted),
"subject = " + (.subject | text | quoted),
"emulated = " + (if .emulated == true or .accelerator == "tcg" then "1" else "0" end)
