# SPDX-License-Identifier: GPL-2.0
# gnuplot -c hold.gp SUMMARY.tsv OUT: how long locks were held, at the largest number of tasks.
plot_name = 'hold'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('times', 'hold')
heading = 'Time that a lock is held'.(subject eq 'model' ? ', in the model' : '')
reading = 'of cells that took times; share of this lock''s holds that lasted at least so long'
xlabel_text = 'hold time'
load here.'times.inc'
