# SPDX-License-Identifier: GPL-2.0
# gnuplot -c agree.gp AGREE.tsv OUT: the ratios of one run against those of another.
# It is of two runs, so it lives in a folder of its own: `render` draws those of one.
plot_name = 'agree'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'../common.inc'
load data_command('agree', '')
heading = 'Ratios to '.baseline.' in two runs'
reading = 'bars: 95 % interval; dashed: equal in both; grey bands: noise floors; '.scales
legend = 70 + 8 * longest_name
if (columns * panel_width + legend < 820) { panel_width = (820 - legend) / columns }
panel_height = panel_width - left - right + above + below
load here.'../page.inc'
set xlabel 'ratio to '.baseline.' in A ('.subject_a.')' noenhanced
set ylabel 'ratio to '.baseline.' in B ('.subject_b.')' noenhanced
lines = words(configs)
do for [p = 1:panels] {
	eval place(p)
	eval axis[p]
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	set object 1 rectangle from first 1 - floor_a[p], graph 0 to first 1 + floor_a[p], graph 1 \
		fc rgb '#E0E0E0' fs solid noborder behind
	set object 2 rectangle from graph 0, first 1 - floor_b[p] to graph 1, first 1 + floor_b[p] \
		fc rgb '#E0E0E0' fs solid noborder behind
	plot for [i = lines:1:-1] $data index (p - 1) * lines + i - 1 \
		using 1:2:3:4:5:6 with xyerrorbars lt i dt 1
}
unset multiplot
