// SPDX-License-Identifier: GPL-2.0
#include "../error.h"
#include "../words.h"
#include "agree_table.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* How many configs differ from the baseline in which run, and the effects where it is both. */
struct differing {
	double *effect; /* sorted */
	size_t both;
	size_t alone[2];
};

static void find_differing(struct differing *d, const struct matches *m, uint32_t metric)
{
	size_t i, j, capacity = 0;

	*d = (struct differing){ 0 };
	for (i = 0; i < m->groups; i++) {
		for (j = 0; m->group[i].of.metric == metric && j < m->group[i].matches; j++) {
			const struct match *match = &m->group[i].match[j];

			d->alone[0] += match->differs[0] && !match->differs[1];
			d->alone[1] += match->differs[1] && !match->differs[0];
			if (isnan(match->effect.mid))
				continue;
			d->effect = grow(d->effect, d->both, &capacity, sizeof(*d->effect));
			d->effect[d->both++] = match->effect.mid;
		}
	}
	if (d->both)
		gsl_sort(d->effect, 1, d->both);
}

/* "1.7 times (median of 6, 1.2 to 2.3)" */
static void print_size(const struct differing *d, FILE *out)
{
	fprintf(out, "%s times",
		number_text(gsl_stats_median_from_sorted_data(d->effect, 1, d->both), 2));
	if (d->both > 1)
		fprintf(out, " (median of %zu, %s to %s)", d->both, number_text(d->effect[0], 2),
			number_text(d->effect[d->both - 1], 2));
}

static void print_alone(const struct differing *d, const char *baseline, FILE *out)
{
	static const char *const side[2] = { "A", "B" };
	size_t i;

	for (i = 0; i < 2; i++)
		if (d->alone[i])
			fprintf(out, "; %s from %s in %s alone",
				count_text(d->alone[i], "difference"), baseline, side[i]);
}

static void print_throughput(const struct matches *m, FILE *out)
{
	const char *baseline = names_key(m->names, m->side[0]->baseline);
	const struct order *order = &m->all[THROUGHPUT];
	struct differing d;

	find_differing(&d, m, THROUGHPUT);
	if (order->apart)
		fprintf(out,
			"Of %s of configs whose throughput both runs tell apart, A (%s) puts %zu in the order of B (%s)",
			count_text(order->apart, "pair"), m->side[0]->env.subject, order->same,
			m->side[1]->env.subject);
	else
		fputs("No two configs have a throughput that both runs tell apart, so nothing can be said of their order; more blocks or more tasks may tell",
		      out);
	if (d.both) {
		fprintf(out, "; where a config differs from %s in both runs, its effect in B is ",
			baseline);
		print_size(&d, out);
		fputs(" that in A, as logarithms", out);
	}
	print_alone(&d, baseline, out);
	free(d.effect);
}

static void print_switches(const struct matches *m, FILE *out)
{
	const struct order *order = &m->all[SWITCHES];
	struct differing d;

	if (!order->apart)
		return;
	find_differing(&d, m, SWITCHES);
	fprintf(out, "; of context switches, %zu of %s", order->same,
		count_text(order->apart, "pair"));
	if (d.both) {
		fputs(", ", out);
		print_size(&d, out);
	}
	free(d.effect);
}

void agree_sentence(const struct matches *m, FILE *out)
{
	fputc('\n', out);
	print_throughput(m, out);
	print_switches(m, out);
	fputs(".\n", out);
}
