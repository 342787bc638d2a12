# SPDX-License-Identifier: GPL-2.0
# gnuplot -c ratio.gp SUMMARY.tsv OUT: throughput as a ratio to the baseline's, a forest plot.
plot_name = 'ratio'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('ratio', '')
heading = 'Throughput as a ratio to '.baseline
reading = 'paired by block, '.count.'; bars: exact 95 % interval; grey band: noise floor (A/A pair)'
lines = words(configs) - 1
legend = 0
left = 30 + 8 * longest_name
right = 250
panel_width = 900
panel_height = above + below + 22 * lines
if (panels > 6) { columns = 2 }
load here.'page.inc'
eval axis
set grid noytics
set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead lc rgb '#444444' lw 1.2 back
set xlabel 'ratio to '.baseline noenhanced
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set object 1 rectangle from first 1 - noise[p], graph 0 to first 1 + noise[p], graph 1 \
		fc rgb '#E0E0E0' fs solid noborder behind
	plot for [i = 1:lines] $data index (p - 1) * lines + i - 1 \
		using 1:2:3:4 with xerrorbars lt i + 1 dt 1, \
		for [i = 1:lines] $data index (p - 1) * lines + i - 1 \
		using (text_at):2:5 with labels left offset 1.5, 0 noenhanced
}
unset multiplot
