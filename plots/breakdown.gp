# SPDX-License-Identifier: GPL-2.0
# gnuplot -c breakdown.gp SUMMARY.tsv OUT: where the time of the tasks goes, for each operation.
plot_name = 'breakdown'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('breakdown', '')
heading = 'Where the time of the tasks goes'
reading = 'tasks x window / operations, of cells in which every switch was traced, '.count
left = 50 + 8 * longest_config
panel_height = above + below + 26 * bars
if (panels > 1) { columns = 2 }
load here.'page.inc'
set grid noytics
set border 3
set format x '%.0s %cs'
set style fill solid noborder
states = words(configs)
do for [p = 1:panels] {
	eval place(p)
	eval axis[p]
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set xlabel unit[p]
	plot for [i = 1:states] $data index (p - 1) * states + i - 1 \
		using 2:1:2:3:($1 - 0.36):($1 + 0.36) with boxxyerror lt i
}
unset multiplot
