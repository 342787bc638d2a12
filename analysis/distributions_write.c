// SPDX-License-Identifier: GPL-2.0
/* distributions.tsv: from added up buckets to shares. */
#include "distributions.h"

#include "decimal.h"
#include "error.h"
#include "words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Acquisitions by config in its group, collector, lock and mode, in the cells that have histograms. */
struct totals {
	struct names keys; /* { owner, collector, lock and mode in counters->lock_modes } */
	uint64_t *count;
	size_t capacity;
};

static void add_total(struct totals *totals, uint32_t owner, uint32_t collector, uint32_t lock_mode,
		      uint64_t count)
{
	const uint32_t key[3] = { owner, collector, lock_mode };
	uint32_t known = totals->keys.count;
	uint32_t id = names_intern(&totals->keys, key, sizeof(key));

	if (id == known) {
		totals->count =
			grow(totals->count, known, &totals->capacity, sizeof(*totals->count));
		totals->count[id] = 0;
	}
	totals->count[id] += count;
}

static struct totals add_up(const struct run *run, const struct counters *counters)
{
	uint32_t *owner = find_owners(run);
	struct totals totals = { 0 };
	const struct cell *cell;
	size_t i;

	for (i = 0; i < counters->acquisitions; i++) {
		cell = &run->cell[counters->acquired[i].cell];
		if (cell->histograms)
			add_total(&totals, owner[cell->series], run->series[cell->series].collector,
				  counters->acquired[i].lock_mode, counters->acquired[i].count);
	}
	free(owner);
	return totals;
}

static const char *kind_of(const char *histogram)
{
	const char *dot = strrchr(histogram, '.');

	return dot ? dot + 1 : histogram;
}

/* All acquisitions of the lock and mode whose `wait` this is, SOURCE:LOCK.MODE.wait or LOCK.MODE.wait; 0 if not known. */
static uint64_t acquisitions(const struct totals *totals, const struct counters *counters,
			     const struct curve *curve, const char *histogram)
{
	const char *colon = strchr(histogram, ':');
	char *lock_mode = xstrdup(colon ? colon + 1 : histogram);
	uint32_t key[3] = { curve->owner, curve->collector }, id = NAMES_NONE;
	char *kind = strrchr(lock_mode, '.');

	if (kind) {
		*kind = '\0';
		key[2] = names_find_text(&counters->lock_modes, lock_mode);
		id = names_find(&totals->keys, key, sizeof(key));
	}
	free(lock_mode);
	return id == NAMES_NONE ? 0 : totals->count[id];
}

struct writer {
	const struct distributions *d;
	const struct run *run;
	const struct counters *counters;
	struct totals totals;
	FILE *out;
};

/*
 * What the curve is a share of. Counters and histograms are not read in the
 * same instant, so that waits may lead acquisitions by a few.
 */
static double whole(const struct writer *w, const struct curve *curve, uint64_t seen)
{
	const char *histogram = names_key(&w->d->names, curve->histogram);
	uint64_t all;

	if (strcmp(kind_of(histogram), "wait") != 0)
		return seen;
	all = acquisitions(&w->totals, w->counters, curve, histogram);
	if (!all) {
		fprintf(stderr,
			"%s: counters.tsv has no acquisitions for %s: its ccdf is left as '-'\n",
			w->d->path, printable(histogram));
		return NAN;
	}
	if (seen > all)
		fprintf(stderr, "%s: %s has %s in %s: taken as a share of the waits\n", w->d->path,
			printable(histogram), count_text(seen, "wait"),
			count_text(all, "acquisition"));
	return seen > all ? seen : all;
}

static void write_curve(const struct writer *w, const struct bucket *bucket, size_t count)
{
	struct curve curve;
	const struct series *s;
	uint64_t longer = 0;
	double all;
	char ccdf[DECIMAL_BYTES];
	size_t i;

	memcpy(&curve, names_key(&w->d->curves, bucket->curve), sizeof(curve));
	s = &w->run->series[w->run->sorted[curve.owner]];
	for (i = 0; i < count; i++)
		longer += bucket[i].count;
	all = whole(w, &curve, longer);
	for (i = 0; i < count; i++) {
		decimal_format(ccdf, longer / all);
		fprintf(w->out, "%s\t%s\t%s\t%u\t%s\t%" PRIu64 "\t%s\t%" PRIu64 "\t%s\n",
			run_name(w->run, s->config), run_name(w->run, s->workload),
			run_params(w->run, s->params), s->tasks,
			(const char *)names_key(&w->d->names, curve.histogram), bucket[i].low_ns,
			ccdf, bucket[i].count, run_name(w->run, curve.collector));
		longer -= bucket[i].count;
	}
}

/* In the order of tables, then by the histogram's name, then by the collector's. */
static int compare_spans(const void *a, const void *b, void *writer)
{
	const struct writer *w = writer;
	const struct distributions *d = w->d;
	const size_t *x = a, *y = b;
	struct curve cx, cy;
	int order;

	memcpy(&cx, names_key(&d->curves, d->bucket[*x].curve), sizeof(cx));
	memcpy(&cy, names_key(&d->curves, d->bucket[*y].curve), sizeof(cy));
	if (cx.owner != cy.owner)
		return cx.owner < cy.owner ? -1 : 1;
	order = strcmp(names_key(&d->names, cx.histogram), names_key(&d->names, cy.histogram));
	return order ? order
		     : strcmp(run_name(w->run, cx.collector), run_name(w->run, cy.collector));
}

void distributions_write(const struct distributions *d, const struct run *run,
			 const struct counters *counters, FILE *out)
{
	struct writer w = { .d = d, .run = run, .counters = counters, .out = out };
	size_t i, end, spans = 0, *first = xcalloc(d->curves.count, sizeof(*first));

	w.totals = add_up(run, counters);
	fputs("# rmaplock distributions 1\n"
	      "config\tworkload\tparams\ttasks\thistogram\tvalue_ns\tccdf\tcount\tcollector\n",
	      out);
	for (i = 0; i < d->buckets; i++)
		if (i == 0 || d->bucket[i].curve != d->bucket[i - 1].curve)
			first[spans++] = i;
	qsort_r(first, spans, sizeof(*first), compare_spans, &w);
	for (i = 0; i < spans; i++) {
		for (end = first[i]; end < d->buckets; end++)
			if (d->bucket[end].curve != d->bucket[first[i]].curve)
				break;
		write_curve(&w, &d->bucket[first[i]], end - first[i]);
	}
	names_free(&w.totals.keys);
	free(w.totals.count);
	free(first);
}
