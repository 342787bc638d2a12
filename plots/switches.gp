# SPDX-License-Identifier: GPL-2.0
# gnuplot -c switches.gp SUMMARY.tsv OUT: context switches per operation against tasks.
plot_name = 'switches'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('against-tasks', 'switches_per_op')
heading = 'Context switches per operation against '.against
reading = 'voluntary and involuntary; Hodges-Lehmann estimate, bars: exact 95 % interval, '.count
load here.'tasks.inc'
