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
style_of(i) = i + 1
load here.'forest.inc'
