# SPDX-License-Identifier: GPL-2.0
# gnuplot -c heat.gp SUMMARY.tsv OUT: throughput as a ratio to the baseline's, config by number of tasks.
plot_name = 'heat'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('heat', '')
heading = 'Throughput as a ratio to '.baseline.', by number of tasks'
reading = 'paired by block, '.count.'; bold: slower or faster; orange: below 1, blue: above, white: 1; full colour from a factor of 4 on'
legend = 0
left = 30 + 8 * longest_name
panel_width = left + right + 74 * tasks
if (panel_width < 420) { panel_width = 420 }
panel_height = above + below + 26 * lines
if (panels > 1) { columns = 2 }
load here.'page.inc'
eval axis
unset grid
set border 0
set tics scale 0
set xlabel 'tasks'
set palette defined (-2 '#D55E00', 0 '#FFFFFF', 2 '#0072B2')
set cbrange [-2:2]
unset colorbox
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	plot $data index p - 1 using 1:2:(0.48):(0.46):3 with boxxyerror fs solid noborder fc palette, \
		$data index p - 1 using 1:2:4 with labels
}
unset multiplot
