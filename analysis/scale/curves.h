/* SPDX-License-Identifier: GPL-2.0 */
/* Throughput against tasks, config by config, with the law fitted to it. */
#ifndef ANALYSIS_SCALE_CURVES_H
#define ANALYSIS_SCALE_CURVES_H

#include "../samples.h"
#include "../stats.h"
#include "../usl.h"

/* Resamples of a run's blocks: what an interval is made of. */
#define RESAMPLES 1000

struct fit {
	bool fitted;
	struct usl usl;
	double misfit; /* the furthest that a point lies from the law, as ratio - 1 */
	double log_first, log_last; /* ln of the estimates at the fewest and the most tasks */
};

struct curve {
	const char *config;
	size_t points; /* numbers of tasks */
	struct fit all; /* of every block */
	struct fit
		*resample; /* RESAMPLES of them; the i-th draws the same blocks for every config */
};

/* One workload with its params. */
struct load {
	const char *workload;
	const char *params;
	double fewest_tasks, most_tasks; /* that were measured */
	size_t blocks;
	struct curve *curve; /* in the order of tables, without A/A twins */
	size_t curves;
};

/* The load whose groups begin at run->group[*first], and *first moved behind them; dir is for messages. */
void load_make(struct load *load, const struct run *run, const char *dir, size_t *first);

void load_free(struct load *load);

/* The 2.5 % and 97.5 % points of value[n], which is sorted here; NaN if it is empty. */
struct estimate percentiles(double mid, double *value, size_t n);

/* One of these, of all blocks, with its interval from the resamples. */
struct estimate curve_estimate(const struct curve *curve, double (*what)(const struct usl *));
double usl_lambda(const struct usl *usl);
double usl_sigma(const struct usl *usl);
double usl_kappa(const struct usl *usl);

#endif /* ANALYSIS_SCALE_CURVES_H */
