# SPDX-License-Identifier: GPL-2.0
# gnuplot -c factors.gp FACTORS.tsv OUT: what each of two crossed choices does, and both together.
# It is of `rmaplock factors`, so it lives in a folder of its own: `render` draws what every run has.
plot_name = 'factors'
here = ARG0[1:strlen(ARG0) - strlen('factors/'.plot_name.'.gp')]
if (here eq '') { here = '../' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('factors/factors', '')
heading = 'Effects on throughput, as ratios'
reading = 'paired by block, '.count.'; bars: exact 95 % interval; interaction: 1 where neither choice cares for the other'
below = 40 + 7 * longest_label
panel_height = 300 + below
panel_width = panel_width > 80 + 44 * most ? panel_width : 80 + 44 * most
if (panels > 1) { columns = 2 }
load here.'page.inc'
eval ratio_axis
set ylabel 'ratio'
set grid noxtics
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead lc rgb '#444444' dt 2 back
lines = words(configs)
do for [p = 1:panels] {
	eval place(p)
	eval axis[p]
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	plot for [i = lines:1:-1] $data index (p - 1) * lines + i - 1 using 1:2:3:4 with yerrorbars lt i dt 1
}
unset multiplot
