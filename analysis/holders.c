// SPDX-License-Identifier: GPL-2.0
#include "holders.h"

#include "decimal.h"
#include "error.h"

#include <stdlib.h>
#include <string.h>

#define PAIR "holders:waits."
#define ACQUIRED "holders:acquired."

struct maker {
	struct holders *holders;
	const struct run *run;
	const struct counters *counters;
	size_t pair_capacity, order_capacity;
};

/* Copies a name up to one of `end`; returns what comes after that, NULL if none is there or the name is too long. */
static const char *take(const char *from, const char *end, char name[HOLDERS_NAME])
{
	size_t length = strcspn(from, end);

	if (!from[length] || length >= HOLDERS_NAME)
		return NULL;
	memcpy(name, from, length);
	name[length] = '\0';
	return from + length + 1;
}

/* MODE.SITE. */
static const char *take_place(const char *from, char name[HOLDERS_NAME])
{
	char mode[HOLDERS_NAME], site[HOLDERS_NAME];

	from = take(from, ".", mode);
	from = from ? take(from, "./", site) : NULL;
	if (!from || snprintf(name, HOLDERS_NAME, "%s.%s", mode, site) >= HOLDERS_NAME)
		return NULL;
	return from;
}

/* Of the metric holders:waits.LOCK.WAITER.HOLDER/op. */
static bool read_pair(const char *metric, struct holders_pair *pair)
{
	const char *rest;

	if (strncmp(metric, PAIR, strlen(PAIR)) != 0)
		return false;
	rest = take(metric + strlen(PAIR), ".", pair->lock);
	rest = rest ? take_place(rest, pair->waiter) : NULL;
	if (!rest)
		return false;
	return strcmp(rest, "unknown/op") == 0 ? take(rest, "/", pair->holder)
					       : take_place(rest, pair->holder);
}

static double sum_of(const struct maker *m, const struct series *s, const char *counter,
		     const char *lock)
{
	char name[128];

	snprintf(name, sizeof(name), "holders:%s.%s/op", counter, lock);
	return counters_sum_per_op(m->counters, m->run, s,
				   names_find_text(&m->counters->names, name));
}

static void add_order(struct maker *m, const struct series *s, const char *metric)
{
	struct holders *h = m->holders;
	struct holders_order order = { .series = s };

	if (strncmp(metric, ACQUIRED, strlen(ACQUIRED)) != 0 ||
	    !take(metric + strlen(ACQUIRED), "/", order.lock))
		return;
	order.acquired = sum_of(m, s, "acquired", order.lock);
	order.waited = sum_of(m, s, "waited", order.lock);
	order.in_turn = sum_of(m, s, "in_turn", order.lock);
	order.steals = sum_of(m, s, "steals", order.lock);
	order.passed = sum_of(m, s, "passed", order.lock);
	h->order = grow(h->order, h->orders, &m->order_capacity, sizeof(*h->order));
	h->order[h->orders++] = order;
}

static void add_metric(struct maker *m, const struct series *s, uint32_t metric)
{
	const char *name = names_key(&m->counters->names, metric);
	struct holders *h = m->holders;
	struct holders_pair pair = { .series = s };

	add_order(m, s, name);
	if (!read_pair(name, &pair))
		return;
	pair.waits_per_op = counters_sum_per_op(m->counters, m->run, s, metric);
	h->pair = grow(h->pair, h->pairs, &m->pair_capacity, sizeof(*h->pair));
	h->pair[h->pairs++] = pair;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct holders_pair *x = a, *y = b;
	int order = strcmp(x->lock, y->lock);

	order = order ? order : strcmp(x->waiter, y->waiter);
	return order ? order : strcmp(x->holder, y->holder);
}

static int compare_orders(const void *a, const void *b)
{
	const struct holders_order *x = a, *y = b;

	return strcmp(x->lock, y->lock);
}

/* Of the pairs of one series, which are sorted. */
static void find_shares(struct holders_pair *pair, size_t count)
{
	double sum = 0;
	size_t i, j;

	for (i = 0; i < count; i = j) {
		for (sum = 0, j = i; j < count && strcmp(pair[j].lock, pair[i].lock) == 0; j++)
			sum += pair[j].waits_per_op;
		for (j = i; j < count && strcmp(pair[j].lock, pair[i].lock) == 0; j++)
			pair[j].share = sum > 0 ? pair[j].waits_per_op / sum : 0;
	}
}

static void add_series(struct maker *m, const struct series *s)
{
	const size_t *first = &m->counters->first[s - m->run->series];
	const struct counter_value *value = m->counters->value;
	struct holders *h = m->holders;
	size_t pairs = h->pairs, orders = h->orders, i;

	for (i = first[0]; i < first[1]; i++)
		if (i == first[0] || value[i].metric != value[i - 1].metric)
			add_metric(m, s, value[i].metric);
	if (h->orders > orders)
		qsort(&h->order[orders], h->orders - orders, sizeof(*h->order), compare_orders);
	if (h->pairs == pairs) /* there may be no array at all */
		return;
	qsort(&h->pair[pairs], h->pairs - pairs, sizeof(*h->pair), compare_pairs);
	find_shares(&h->pair[pairs], h->pairs - pairs);
}

void holders_make(struct holders *holders, const struct run *run, const struct counters *counters)
{
	struct maker m = { .holders = holders, .run = run, .counters = counters };
	uint32_t i;

	*holders = (struct holders){ 0 };
	for (i = 0; i < run->series_count; i++)
		add_series(&m, &run->series[run->sorted[i]]);
}

void holders_write(const struct holders *holders, const struct run *run, FILE *out)
{
	char waits[DECIMAL_BYTES], share[DECIMAL_BYTES];
	const struct holders_pair *pair;
	const struct series *s;
	size_t i;

	fputs("# rmaplock holders 1\n"
	      "config\tworkload\tparams\ttasks\tlock\twaiter\tholder\twaits_per_op\tshare\tn\n",
	      out);
	for (i = 0; i < holders->pairs; i++) {
		pair = &holders->pair[i];
		s = pair->series;
		decimal_format(waits, pair->waits_per_op);
		decimal_format(share, pair->share);
		fprintf(out, "%s\t%s\t%s\t%u\t%s\t%s\t%s\t%s\t%s\t%u\n", run_name(run, s->config),
			run_name(run, s->workload), run_params(run, s->params), s->tasks,
			pair->lock, pair->waiter, pair->holder, waits, share, s->cells - s->failed);
	}
}

void holders_free(struct holders *holders)
{
	free(holders->pair);
	free(holders->order);
}
