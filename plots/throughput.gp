# SPDX-License-Identifier: GPL-2.0
# gnuplot -c throughput.gp SUMMARY.tsv OUT: operations per second against tasks.
plot_name = 'throughput'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('against-tasks', 'ops_per_sec')
heading = 'Throughput against '.against
reading = 'Hodges-Lehmann estimate, bars: exact 95 % interval, '.count
load here.'tasks.inc'
