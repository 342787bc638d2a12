// SPDX-License-Identifier: GPL-2.0
/* rmaplock-scale RUN: how far does each config scale, and where do two of them cross? */
#include "../env.h"
#include "../error.h"
#include "../program.h"
#include "../table.h"
#include "../words.h"
#include "curves.h"
#include "tsv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
	"Fit the Universal Scalability Law to each config of the run folder RUN: serial share "
	"(sigma), cost of coherence (kappa), the number of tasks beyond which throughput falls "
	"(the knee), and for every two configs the number of tasks at which they cross.\v"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message names file and line).";

static const struct argp_option options[] = {
	{ "up-to", 'u', "N", 0, "look for crossings up to N tasks (default: what was measured)",
	  0 },
	{ "tsv", 't', NULL, 0, "print the fits as a table for programs", 0 },
	{ 0 },
};

struct arguments {
	const char *folder;
	bool tsv;
	double up_to;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;
	char *end;

	switch (key) {
	case 'u':
		arguments->up_to = strtod(arg, &end);
		if (strspn(arg, "0123456789") != strlen(arg) || !(arguments->up_to >= 1) ||
		    arguments->up_to > 1e6)
			argp_error(state, "--up-to: '%s' is no number of tasks from 1 to 1000000",
				   arg);
		return 0;
	case 't':
		arguments->tsv = true;
		return 0;
	default:
		return program_run_argument(&arguments->folder, key, arg, state);
	}
}

static const char *tasks_text(double tasks)
{
	return isinf(tasks) ? "none" : number_text(tasks, 2);
}

static void add_estimate(struct table *table, const struct estimate *e, const char *(*text)(double))
{
	if (isnan(e->low))
		table_add(table, "%s", text(e->mid));
	else
		table_add(table, "%s [%s, %s]", text(e->mid), text(e->low), text(e->high));
}

static const char *rate_text(double value)
{
	return number_text(value, 4);
}

static const char *share_of_one(double value)
{
	static char buffers[4][32];
	static unsigned int next;
	char *buffer = buffers[next++ % 4];

	snprintf(buffer, sizeof(buffers[0]), "%.3g", fabs(value) < USL_KAPPA_MIN ? 0 : value);
	return buffer;
}

static void add_curve(struct table *table, const struct curve *curve)
{
	struct estimate e[4];
	int i;

	table_add(table, "%s", curve->config);
	table_add(table, "%zu", curve->points);
	if (!curve->all.fitted) {
		table_add(table, "no fit");
		for (i = 0; i < 4; i++)
			table_add(table, "%s", "");
		return;
	}
	e[0] = curve_estimate(curve, usl_lambda);
	e[1] = curve_estimate(curve, usl_sigma);
	e[2] = curve_estimate(curve, usl_kappa);
	e[3] = curve_estimate(curve, usl_knee);
	add_estimate(table, &e[0], rate_text);
	add_estimate(table, &e[1], share_of_one);
	add_estimate(table, &e[2], share_of_one);
	add_estimate(table, &e[3], tasks_text);
	table_add(table, "%s", share_text(curve->all.misfit));
}

static void print_fits(const struct load *load, FILE *out)
{
	struct table table;
	size_t i;

	table_init(&table, "lrllllr");
	table_add(&table, "config");
	table_add(&table, "points");
	table_add(&table, "lambda, %ss/s of one task", op_name(load->workload));
	table_add(&table, "sigma, serial");
	table_add(&table, "kappa, coherence");
	table_add(&table, "knee, tasks");
	table_add(&table, "misfit");
	for (i = 0; i < load->curves; i++)
		add_curve(&table, &load->curve[i]);
	table_print(&table, out);
}

/* Of how many resamples in 100 one config must lead the other for it to be said. */
#define SEPARATED 95

struct pair {
	const struct curve *a;
	const struct curve *b;
	double from, up_to; /* tasks */
	bool measured_up_to; /* the most tasks were measured */
};

static int sign(double x)
{
	return (x > 0) - (x < 0);
}

/* 1 if a's law leads at so many tasks, -1 if b's does; 0 where one has no throughput. */
static int leader(const struct fit *a, const struct fit *b, double tasks)
{
	double x = usl_rate(&a->usl, tasks), y = usl_rate(&b->usl, tasks);

	return x > 0 && y > 0 ? sign(x - y) : 0;
}

/* The same if what was measured there says so, too: a law that fits badly errs at the ends. */
static int leader_at_first(const struct fit *a, const struct fit *b, const struct pair *pair)
{
	int by_law = leader(a, b, pair->from);

	return by_law == sign(a->log_first - b->log_first) ? by_law : 0;
}

static int leader_at_last(const struct fit *a, const struct fit *b, const struct pair *pair)
{
	int by_law = leader(a, b, pair->up_to);

	if (!pair->measured_up_to)
		return by_law;
	return by_law == sign(a->log_last - b->log_last) ? by_law : 0;
}

/* Which leads in nearly all resamples? 0 if neither does, or there are none. */
static int separated_leader(const struct pair *pair,
			    int (*leads_in)(const struct fit *, const struct fit *,
					    const struct pair *))
{
	size_t i, leads[3] = { 0 }, fitted = 0;

	for (i = 0; i < RESAMPLES; i++) {
		if (!pair->a->resample[i].fitted || !pair->b->resample[i].fitted)
			continue;
		fitted++;
		leads[1 + leads_in(&pair->a->resample[i], &pair->b->resample[i], pair)]++;
	}
	if (!fitted)
		return 0;
	return (100 * leads[2] >= SEPARATED * fitted) - (100 * leads[0] >= SEPARATED * fitted);
}

static struct estimate crossing(const struct pair *pair)
{
	double value[RESAMPLES], at;
	size_t i, n = 0;

	for (i = 0; i < RESAMPLES; i++) {
		if (!pair->a->resample[i].fitted || !pair->b->resample[i].fitted)
			continue;
		at = usl_crossover(&pair->a->resample[i].usl, &pair->b->resample[i].usl, pair->from,
				   pair->up_to);
		if (!isnan(at))
			value[n++] = at;
	}
	return percentiles(
		usl_crossover(&pair->a->all.usl, &pair->b->all.usl, pair->from, pair->up_to), value,
		n);
}

/* Curves of configs that do not differ meet too: a crossing is one if each end has its own leader. */
static void print_crossing(const struct pair *pair, FILE *out)
{
	int first = separated_leader(pair, leader_at_first);
	int last = separated_leader(pair, leader_at_last);
	struct estimate e = crossing(pair);

	fprintf(out, "  %s and %s: ", pair->a->config, pair->b->config);
	if (!first && !last)
		fprintf(out, "cannot be told apart up to %.0f\n", pair->up_to);
	else if (first * last >= 0 || isnan(e.mid))
		fprintf(out, "none up to %.0f\n", pair->up_to);
	else
		fprintf(out, "at %s [%s, %s]\n", tasks_text(e.mid), tasks_text(e.low),
			tasks_text(e.high));
}

static void print_crossings(const struct load *load, double up_to, FILE *out)
{
	const struct curve *curve = load->curve;
	size_t i, j;

	fprintf(out, "where two cross, up to %.0f tasks%s:\n", up_to,
		up_to > load->most_tasks ? ", most of which were not measured" : "");
	for (i = 0; i < load->curves; i++)
		for (j = i + 1; j < load->curves; j++)
			if (curve[i].all.fitted && curve[j].all.fitted)
				print_crossing(&(struct pair){ &curve[i], &curve[j],
							       fmin(load->fewest_tasks, up_to),
							       up_to, up_to == load->most_tasks },
					       out);
}

static bool any_fit(const struct load *load)
{
	size_t i;

	for (i = 0; i < load->curves; i++)
		if (load->curve[i].all.fitted)
			return true;
	return false;
}

static void print_load(const struct load *load, double up_to, FILE *out)
{
	fprintf(out, "\n%s%s%s, %s\n", load->workload, strcmp(load->params, "-") ? " " : "",
		strcmp(load->params, "-") ? load->params : "", count_text(load->blocks, "block"));
	if (!any_fit(load)) {
		fprintf(out,
			"no fit: the law takes %d numbers of tasks (--tasks '1 2 4 8'), better 6 of them, some beyond the knee\n",
			USL_MIN_POINTS);
		return;
	}
	if (load->blocks < MIN_BLOCKS)
		fprintf(out, "no intervals and no crossings: they take %d blocks\n", MIN_BLOCKS);
	print_fits(load, out);
	print_crossings(load, up_to ? up_to : load->most_tasks, out);
}

static void print_header(const struct env *env, FILE *out)
{
	env_print(env, out);
	if (env->emulated)
		fputs("emulated: ratios and shapes only\n", out);
}

static void scale(const struct arguments *arguments)
{
	struct load load;
	size_t first = 0;
	struct run run;
	struct env env;

	run_read(&run, arguments->folder);
	env_read(&env, arguments->folder);
	while (first < run.groups) {
		bool is_first = !first;

		load_make(&load, &run, arguments->folder, &first);
		if (arguments->tsv)
			scale_tsv(&load, is_first, stdout);
		else if (is_first)
			print_header(&env, stdout);
		if (!arguments->tsv)
			print_load(&load, arguments->up_to, stdout);
		load_free(&load);
	}
	env_free(&env);
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options, .parser = parse_option, .args_doc = "RUN", .doc = doc
	};
	struct arguments arguments = { 0 };

	program_begin(&argp, argc, argv, &arguments);
	scale(&arguments);
	return program_end();
}
