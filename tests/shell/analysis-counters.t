#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# counters.tsv and histograms.tsv: metrics per op, and distributions.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"

# counters: per op of their own cell; zeros that the module leaves out are zeros
new_run
for block in 1 2 3 4 5 6; do
	cell $block spinlock 1000
	cell $block rwsem 1000
	{
		printf '%smodule\tanon_vma.write.fork.acquired\t8000\tcount\n' "$(id $block spinlock none)"
		printf '%smodule\tanon_vma.write.fork.acquired\t8000\tcount\n' "$(id $block rwsem none)"
	} >>"$run/counters.tsv"
done
printf '%smodule\tanon_vma.write.fork.contended\t6000\tcount\n' "$(id 6 rwsem none)" >>"$run/counters.tsv"
cell 7 spinlock 500 ok - perf
cell 7 rwsem 200 ok - perf
cell 8 spinlock 400 ok - timing
cell 8 rwsem 100 ok - timing
cell 9 rwsem 100 ok - tracer
{
	printf '%sperf\tcontext-switches\t1500\tcount\n' "$(id 7 spinlock perf)"
	printf '%sperf\tcontext-switches\t5000\tcount\n' "$(id 7 rwsem perf)"
	printf '%sperf\tcycles\t-\tnot-supported\n' "$(id 7 rwsem perf)"
	printf '%smodule\tanon_vma.write.fork.acquired\t77\tcount\n' "$(id 7 rwsem perf)"
	for site in fork unlink; do
		printf '%smodule\tanon_vma.write.%s.hold_ns\t2000\tns\n' "$(id 8 spinlock timing)" $site
		printf '%smodule\tanon_vma.write.%s.hold_ns\t1000\tns\n' "$(id 8 rwsem timing)" $site
		printf '%smodule\tanon_vma.write.%s.acquired\t500\tcount\n' "$(id 8 rwsem timing)" $site
	done
	printf '%smodule\tanon_vma.write.fork.wait_ns\t700\tns\n' "$(id 8 rwsem timing)"
	printf '%smodule\tanon_vma.write.fork.wait_ns\t700\tns\n' "$(id 99 rwsem timing)"
	printf '%smodule\tanon_vma.write.fork.acquired\t400\tcount\n' "$(id 9 rwsem tracer)"
} >>"$run/counters.tsv"
{
	printf '%sanon_vma.write.wait\t16\t17\t150\n' "$(id 8 rwsem timing)"
	printf '%sanon_vma.write.wait\t32\t34\t50\n' "$(id 8 rwsem timing)"
	printf '%sanon_vma.write.hold\t32\t34\t30\n' "$(id 8 rwsem timing)"
	printf '%sanon_vma.write.hold\t8\t9\t10\n' "$(id 8 rwsem timing)"
	printf '%stracer:anon_vma.write.wait\t16\t33\t100\n' "$(id 9 rwsem tracer)"
	printf '%stracer:rwsem.read.waited\t16\t33\t1\n' "$(id 9 rwsem tracer)"
	printf '%stracer:rwsem.read.waited\t33\t65\t3\n' "$(id 9 rwsem tracer)"
} >>"$run/histograms.tsv"
ok 'counters are analysed' analysed
ok '  perf per op of the perf cell' is 25 rwsem perf:context-switches/op mid
ok '  its ratio, paired' is 8.33333333 rwsem perf:context-switches/op ratio
ok '  its unit' is count/fork rwsem perf:context-switches/op unit
ok '  what is not supported has no row' is '' rwsem perf:cycles/op mid
ok '  module counters of measured cells only' is 8 rwsem module:anon_vma.write.fork.acquired/op max
ok '  a zero left out is a zero' is 0 rwsem module:anon_vma.write.fork.contended/op median
ok '  in all cells' is 6 rwsem module:anon_vma.write.fork.contended/op n
ok '  and the one that is there' is 6 rwsem module:anon_vma.write.fork.contended/op max
ok '  hold time, all sites' is 20 rwsem hold_ns/op mid
ok '  wait time' is 7 rwsem wait_ns/op mid
ok '  a config that never waited has 0' is 0 spinlock wait_ns/op mid
ok '  no ratio to 0' is - rwsem wait_ns/op ratio
ok '  nor those of collector cells alone' is '' rwsem module:anon_vma.write.unlink.acquired/op mid
ok '  hidden counters stay hidden' sh -c '! grep -q "perf module" "$1/summary.tsv"' - "$run"

curve() {
	awk -F '\t' -v want="$1" '$5 == want { printf "%s %s %s;", $6, $7, $8 }' "$run/distributions.tsv" >"$TAP_TMP/curve"
	cat "$TAP_TMP/curve" >&2
	test "$(cat "$TAP_TMP/curve")" = "$2"
}
ok '  wait: share of all acquisitions' curve anon_vma.write.wait '16 0.2 150;32 0.05 50;'
ok '  hold: share of all values' curve anon_vma.write.hold '8 1 10;32 0.75 30;'
ok "  another collector's wait: of the acquisitions of its own cells" curve tracer:anon_vma.write.wait '16 0.25 100;'
ok '  what is known of waits alone: share of all waits' curve tracer:rwsem.read.waited '16 1 1;33 0.75 3;'

cp "$run/histograms.tsv" "$TAP_TMP/histograms.tsv"
sed -i 's/\ttracer:anon_vma/\tanon_vma/' "$run/histograms.tsv"
ok 'two collectors with one name for what they saw' analysed
ok '  have a curve each' curve anon_vma.write.wait '16 0.2 150;32 0.05 50;16 0.25 100;'
ok '  under the name of each' sh -c 'grep "anon_vma.write.wait" "$1" | cut -f 9 | tr "\n" " " | grep -x "timing timing tracer "' - \
	"$run/distributions.tsv"
cp "$TAP_TMP/histograms.tsv" "$run/histograms.tsv"
rm "$run/counters.tsv"
ok 'without counters.tsv' analysed
ok '  the share of waits is unknown' curve anon_vma.write.wait '16 - 150;32 - 50;'
ok '  and that is said' grep -q 'counters.tsv has no acquisitions' "$TAP_TMP/talk"
rm "$run/histograms.tsv"
ok 'without histograms.tsv' analysed
ok '  a distribution that was made of it stays' curve anon_vma.write.wait '16 - 150;32 - 50;'
rm "$run/distributions.tsv"
ok '  and where there was none' analysed
ok '  it is empty' test "$(wc -l <"$run/distributions.tsv")" -eq 2
done_testing
