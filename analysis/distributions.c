// SPDX-License-Identifier: GPL-2.0
#include "distributions.h"

#include "error.h"
#include "id_columns.h"

#include <stdlib.h>

uint32_t *find_owners(const struct run *run)
{
	uint32_t *owner = xcalloc(run->series_count, sizeof(*owner));
	uint32_t first = 0, i, end, g;

	for (g = 0; g < run->groups; g++) {
		end = run->group[g].first + run->group[g].series;
		for (i = run->group[g].first; i < end; i++) {
			if (i == run->group[g].first ||
			    run->series[run->sorted[i]].config !=
				    run->series[run->sorted[first]].config)
				first = i;
			owner[run->sorted[i]] = first;
		}
	}
	return owner;
}

static struct bucket read_bucket(struct tsv *tsv, const int *column)
{
	struct bucket bucket = {
		.low_ns = tsv_count(tsv, column[1]),
		.high_ns = tsv_count(tsv, column[2]),
		.count = tsv_count(tsv, column[3]),
		.line = tsv->lines.number,
	};

	if (bucket.low_ns >= bucket.high_ns)
		tsv_bad(tsv, "low_ns is '%s', expected less than high_ns", tsv->field[column[1]]);
	if (!*tsv->field[column[0]])
		tsv_bad(tsv, "histogram is empty, expected LOCK.MODE.wait or LOCK.MODE.hold");
	return bucket;
}

static int compare_buckets(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	if (x->curve != y->curve)
		return x->curve < y->curve ? -1 : 1;
	if (x->low_ns != y->low_ns)
		return x->low_ns < y->low_ns ? -1 : 1;
	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Adds up what the cells of a curve have in the same bucket. */
static void merge_buckets(struct distributions *d)
{
	struct bucket *last = NULL, *b;
	uint32_t last_cell = 0;
	size_t i, kept = 0;

	for (i = 0; i < d->buckets; i++) {
		b = &d->bucket[i];
		if (!last || last->curve != b->curve || last->high_ns <= b->low_ns) {
			d->bucket[kept] = *b;
			last = &d->bucket[kept++];
		} else if (last->low_ns != b->low_ns || last->high_ns != b->high_ns) {
			bad_input(d->path, b->line,
				  "the bucket overlaps that of line %lu: buckets must be disjoint",
				  last->line);
		} else if (last_cell == b->cell) {
			bad_input(
				d->path, b->line,
				"the same bucket of the same cell as line %lu: delete the older one",
				last->line);
		} else if (__builtin_add_overflow(last->count, b->count, &last->count)) {
			bad_input(d->path, b->line, "the counts overflow: they cannot be right");
		}
		last_cell = b->cell;
	}
	d->buckets = kept;
}

static void read_rows(struct distributions *d, struct run *run, struct tsv *tsv)
{
	const int column[] = { tsv_column(tsv, "histogram"), tsv_column(tsv, "low_ns"),
			       tsv_column(tsv, "high_ns"), tsv_column(tsv, "count") };
	uint32_t *owner = find_owners(run);
	struct id_columns id;
	struct bucket bucket;
	struct curve curve;
	struct cell *cell;
	size_t capacity = 0;

	id_columns_find(&id, tsv);
	while (tsv_next(tsv)) {
		bucket = read_bucket(tsv, column);
		cell = id_columns_cell(&id, tsv, run);
		if (!cell)
			continue;
		cell->histograms = true;
		bucket.cell = cell - run->cell;
		tsv_check_text(tsv, column[0]);
		curve = (struct curve){
			.owner = owner[cell->series],
			.histogram = names_intern_text(&d->names, tsv->field[column[0]]),
			.collector = run->series[cell->series].collector,
		};
		bucket.curve = names_intern(&d->curves, &curve, sizeof(curve));
		d->bucket = grow(d->bucket, d->buckets, &capacity, sizeof(*d->bucket));
		d->bucket[d->buckets++] = bucket;
	}
	free(owner);
}

void distributions_read(struct distributions *d, struct run *run, const char *dir)
{
	struct tsv tsv;

	*d = (struct distributions){ 0 };
	if (!tsv_open(&tsv, dir, "histograms"))
		return;
	d->path = xstrdup(tsv.lines.path);
	read_rows(d, run, &tsv);
	if (d->buckets)
		qsort(d->bucket, d->buckets, sizeof(*d->bucket), compare_buckets);
	merge_buckets(d);
	tsv_close(&tsv);
}

void distributions_free(struct distributions *d)
{
	free(d->path);
	names_free(&d->curves);
	names_free(&d->names);
	free(d->bucket);
}
