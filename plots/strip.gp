# SPDX-License-Identifier: GPL-2.0
# gnuplot -c strip.gp SUMMARY.tsv OUT: the throughput of every measured cell.
plot_name = 'strip'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('cells', 'strip')
heading = 'Throughput of every measured cell'
reading = 'a point is a cell, the first block of a config on top and the last at the bottom; line: median; '.count
lines = words(configs)
legend = 0
left = 30 + 8 * longest_name
panel_width = panels > 1 ? 560 : 860
panel_height = above + below + 34 * lines
if (panels > 1) { columns = 2 }
load here.'page.inc'
eval axis
set grid noytics
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set xlabel unit[p] noenhanced
	set xrange [0:top[p]]
	set format x (top[p] < 10000 ? '%g' : '%.1s%c')
	plot for [i = 1:lines] $data index 2 * ((p - 1) * lines + i - 1) using 1:2 with points lt i ps 0.55, \
		for [i = 1:lines] $data index 2 * ((p - 1) * lines + i - 1) + 1 using 1:2 with lines lt i lw 2 dt 1
}
unset multiplot
