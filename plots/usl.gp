# SPDX-License-Identifier: GPL-2.0
# gnuplot -c usl.gp SUMMARY.tsv OUT: throughput against tasks with the scalability law that is fitted to it, and its knee.
plot_name = 'usl'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('usl', '')
heading = 'Universal Scalability Law, fitted'
reading = 'points: Hodges-Lehmann estimates, '.count.'; line: the law; dashed line with its band: the knee and its 95 % interval'
left = 88
above = 54
panel_width = 470
panel_height = 270
columns = 2
load here.'page.inc'
eval axis
set xlabel 'tasks'
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 1.9 noenhanced
	set label 6 law[p] at graph 0, graph 1 offset 0, 0.7 tc rgb '#444444' noenhanced
	set ylabel unit[p] noenhanced
	set yrange [0:top[p]]
	set format y (top[p] < 10000 ? '%g' : '%.1s%c')
	unset object 1
	if (band[p]) {
		set object 1 rectangle from first band_low[p], graph 0 to first band_high[p], graph 1 \
			fc rgb '#E0E0E0' fs solid noborder behind
	}
	set arrow 1 from first knee[p], graph 0 to first knee[p], graph 1 nohead lc rgb '#444444' dt 2 back
	plot $data index 2 * p - 1 using 1:2 with lines lt style[p] dt 1, \
		$data index 2 * p - 2 using 1:2:3:4 with yerrorbars lt style[p] dt 1
}
unset multiplot
