# SPDX-License-Identifier: GPL-2.0
# gnuplot -c wait_ftrace.gp SUMMARY.tsv OUT: how long was waited, as ftrace's histograms have it.
plot_name = 'wait_ftrace'
here = ARG0[1:strlen(ARG0) - strlen(plot_name.'.gp')]
if (here eq '') { here = './' }
summary_path = ARG1
out_path = ARG2
load here.'common.inc'
load data_command('times', 'ftrace-hist:wait')
heading = 'Wait time in histograms of ftrace'.(subject eq 'model' ? ', in the model' : ', all locks of the kernel by kind')
reading = subject eq 'model' ? 'share of this lock''s acquisitions that waited at least so long' : \
	'share of the waits that lasted at least so long; only waits that the kernel traces (lock:contention_begin)'
xlabel_text = 'wait time'
load here.'times.inc'
