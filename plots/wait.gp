# SPDX-License-Identifier: GPL-2.0
# gnuplot -c wait.gp SUMMARY.tsv OUT: how long acquisitions waited, at the largest number of tasks.
plot_name = 'wait'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('times', 'wait')
heading = 'Wait time of lock acquisitions'.(subject eq 'model' ? ', in the model' : '')
reading = 'of cells that took times; share of this lock''s acquisitions that waited at least so long: a curve begins at its contended share'
xlabel_text = 'wait time'
load here.'times.inc'
