# SPDX-License-Identifier: GPL-2.0
# gnuplot -c perf.gp SUMMARY.tsv OUT: perf's counters per operation, a panel each.
plot_name = 'perf'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('lacking', 'perf')
load data_command('against-tasks', 'perf:')
heading = 'perf counters per operation'
reading = 'of runs with perf on, '.count.'; bars: exact 95 % interval, from 6 blocks on'
load here.'tasks.inc'
