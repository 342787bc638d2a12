# SPDX-License-Identifier: GPL-2.0
# gnuplot -c wait.gp SUMMARY.tsv OUT: how long acquisitions waited, at the largest number of tasks.
plot_name = 'wait'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('wait', '')
heading = 'Wait time of lock acquisitions'.(subject eq 'model' ? ', in the model' : '')
reading = 'of cells that took times; share of this lock''s acquisitions that waited at least so long: a curve begins at its contended share'
panel_height = 360
if (panels > 1) { columns = 2 }
load here.'page.inc'
set logscale xy
set autoscale x
set yrange [10 ** floor(log10(smallest)):1]
set format x '%.0s %cs'
set format y '10^{%L}'
set xlabel 'wait time'
set ylabel 'share of acquisitions'
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set label 6 none[p] at graph 0.98, graph 0.95 right tc rgb '#444444' noenhanced
	plot for [i = words(configs):1:-1] $data index (p - 1) * words(configs) + i - 1 \
		using 1:2 with linespoints lt i pointinterval -24
}
unset multiplot
