# SPDX-License-Identifier: GPL-2.0
# gnuplot -c dose.gp SUMMARY.tsv OUT: throughput as a ratio to the baseline's against a knob's value.
plot_name = 'dose'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('dose', '')
heading = 'Dose and response: throughput as a ratio to '.baseline
reading = 'paired by block, '.count.'; bars: exact 95 % interval; grey band: noise floor (A/A pair)'
panel_height = panels == 1 ? 340 : 300
if (panels > 1) { columns = 2 }
if (panels > 4) { columns = 3 }
load here.'page.inc'
eval ratio_axis
set ylabel 'ratio to '.baseline noenhanced
lines = words(configs)
do for [p = 1:panels] {
	eval place(p)
	eval axis[p]
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set xlabel knob[p] noenhanced
	plot $data index p * (lines + 1) - 1 \
		using 1:2:3:4:5:6 with boxxyerror fc rgb '#E0E0E0' fs solid noborder, \
		for [i = lines:1:-1] $data index (p - 1) * (lines + 1) + i - 1 \
		using 1:2:3:4 with yerrorlines lt i
}
unset multiplot
