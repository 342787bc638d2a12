# SPDX-License-Identifier: GPL-2.0
# gnuplot -c fairness.gp SUMMARY.tsv OUT: how far the slowest and the fastest task are from the mean.
plot_name = 'fairness'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('cells', 'fairness')
heading = 'Fairness: operations of the slowest and the fastest task'
reading = 'as a ratio to the mean of all tasks of a cell; median over blocks, '.count
lines = words(configs)
legend = 0
left = 30 + 8 * longest_name
right = 250
panel_width = 900
panel_height = above + below + 22 * lines
if (panels > 6) { columns = 2 }
load here.'page.inc'
eval axis
set grid noytics
set xlabel 'operations of a task / mean of all tasks'
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	text_at = top[p] > 1.9 ? 1.05 * top[p] : 2
	set xrange [0:text_at]
	set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead lc rgb '#444444' lw 1.2 back
	plot for [i = 1:lines] $data index (p - 1) * lines + i - 1 using 1:2:3:4 with xerrorbars lt i lw 2 dt 1 pt 0, \
		for [i = 1:lines] $data index (p - 1) * lines + i - 1 \
		using (text_at):2:5 with labels left offset 1.5, 0 noenhanced
}
unset multiplot
