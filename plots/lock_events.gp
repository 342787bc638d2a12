# SPDX-License-Identifier: GPL-2.0
# gnuplot -c lock_events.gp SUMMARY.tsv OUT: the kernel's own counts of what locks do, per operation, a panel each.
plot_name = 'lock_events'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('lacking', 'lock-events')
load data_command('against-tasks', 'lock-events:')
heading = 'Events of all locks of the kernel per operation'
reading = 'of runs with lock-events on, '.count.'; bars: exact 95 % interval, from 6 blocks on'
load here.'tasks.inc'
