# SPDX-License-Identifier: GPL-2.0
# gnuplot -c forest.gp FOREST.tsv OUT: throughput as a ratio to the baseline's, in several runs.
# It is of several runs, so it lives in a folder of its own: `render` draws those of one.
plot_name = 'forest'
here = ARG0[1:strlen(ARG0) - strlen('forest/'.plot_name.'.gp')]
if (here eq '') { here = '../' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('forest/forest', '')
heading = 'Throughput as a ratio to '.baseline.', run by run'
reading = 'in each run paired by block, '.count.'; bars: exact interval; grey band: the widest noise floor (A/A pair)'.left_out
style_of(i) = style[i]
longest_name = longest_name + 3
load here.'forest.inc'
