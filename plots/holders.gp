# SPDX-License-Identifier: GPL-2.0
# gnuplot -c holders.gp SUMMARY.tsv OUT: who waits for whom, at the largest number of tasks.
plot_name = 'holders'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('holders', '')
heading = 'Who waits for whom'.(subject eq 'model' ? ', in the model' : '')
reading = 'share of a lock''s waits, %; down: who begins to wait; across: who holds the lock then, or is the next to get it; '.count
legend = 0
left = 30 + 8 * longest_place
below = 70
panel_width = left + right + (8 * longest_place + 10) * places
if (panel_width < left + right + 7 * longest_title) { panel_width = left + right + 7 * longest_title }
panel_height = above + below + 26 * places
if (panels > 1) { columns = 2 }
if (panels > 4) { columns = 3 }
load here.'page.inc'
eval axis
unset grid
set border 0
set tics scale 0
set xlabel 'who holds it'
set palette defined (0 '#FFFFFF', 1 '#D55E00')
set cbrange [0:1]
unset colorbox
do for [p = 1:panels] {
	eval place(p)
	set label 5 title[p] at graph 0, graph 1 offset 0, 0.8 noenhanced
	plot $data index p - 1 using 1:2:(0.48):(0.46):3 with boxxyerror fs solid noborder fc palette, \
		$data index p - 1 using 1:2:4 with labels
}
unset multiplot
