// SPDX-License-Identifier: GPL-2.0
/* Two tables for each workload, params and tasks: who waits for whom, and how locks go from hand to hand. */
#include "holders.h"

#include "error.h"
#include "table.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PLACES 32 /* 2 modes x 8 sites and `unknown` are what the module has */

static bool same_group(const struct series *a, const struct series *b)
{
	return a->workload == b->workload && a->params == b->params && a->tasks == b->tasks;
}

static void print_title(const struct run *run, const struct series *s, FILE *out)
{
	const char *params = run_params(run, s->params);

	fprintf(out, "%s%s%s, %s, for each %s:\n", run_name(run, s->workload),
		strcmp(params, "-") ? " " : "", strcmp(params, "-") ? params : "",
		count_text(s->tasks, "task"), op_name(run_name(run, s->workload)));
}

/* The holders that occur, in the order of their names, `unknown` last. */
static int find_places(const struct holders_pair *pair, size_t count, const char *place[MAX_PLACES])
{
	int places = 0, at;
	size_t i;

	for (i = 0; i < count; i++) {
		for (at = 0; at < places && strcmp(place[at], pair[i].holder) != 0; at++)
			;
		if (at < places || places == MAX_PLACES)
			continue;
		for (at = places++; at > 0 && strcmp(pair[i].holder, "unknown") != 0 &&
				    (strcmp(place[at - 1], "unknown") == 0 ||
				     strcmp(place[at - 1], pair[i].holder) > 0);
		     at--)
			place[at] = place[at - 1];
		place[at] = pair[i].holder;
	}
	return places;
}

static bool same_row(const struct holders_pair *a, const struct holders_pair *b)
{
	return a->series == b->series && strcmp(a->lock, b->lock) == 0 &&
	       strcmp(a->waiter, b->waiter) == 0;
}

/* One row of the matrix, which begins with this pair; returns how many pairs it is made of. */
static size_t add_pairs(struct table *table, const struct run *run, const struct holders_pair *pair,
			size_t count, const char *const *place, int places)
{
	double waits[MAX_PLACES] = { 0 };
	size_t i;
	int at;

	for (i = 0; i < count && same_row(pair, &pair[i]); i++)
		for (at = 0; at < places; at++)
			if (strcmp(place[at], pair[i].holder) == 0)
				waits[at] = pair[i].waits_per_op;
	table_add(table, "  %s", run_name(run, pair->series->config));
	table_add(table, "%s", pair->lock);
	table_add(table, "%s", pair->waiter);
	for (at = 0; at < places; at++)
		table_add(table, "%s", waits[at] > 0 ? number_text(waits[at], 3) : "-");
	return i;
}

/* What the columns of a table have no room for. */
static void print_left_out(const struct holders_pair *pair, size_t count, size_t places, FILE *out)
{
	struct names all = { 0 };
	size_t i;

	for (i = 0; i < count; i++)
		names_intern_text(&all, pair[i].holder);
	if (all.count > places)
		fprintf(out, "  note: %zu of %s %s left out here; holders.tsv has them all\n",
			all.count - places, count_text(all.count, "holder"),
			all.count - places == 1 ? "is" : "are");
	names_free(&all);
}

/* The matrices of one group; returns how many pairs they are made of. */
static size_t report_pairs(const struct run *run, const struct holders_pair *pair, size_t count,
			   FILE *out)
{
	static const char align[] = "lllrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr";
	const char *place[MAX_PLACES];
	struct table table;
	size_t group, i;
	int places, at;

	for (group = 0; group < count && same_group(pair->series, pair[group].series); group++)
		;
	places = find_places(pair, group, place);
	print_title(run, pair->series, out);
	table_init(&table, align);
	table.columns = 3 + places;
	table_add(&table, "  config");
	table_add(&table, "lock");
	table_add(&table, "waiter");
	for (at = 0; at < places; at++)
		table_add(&table, "%s", place[at]);
	for (i = 0; i < group;)
		i += add_pairs(&table, run, &pair[i], group - i, place, places);
	table_print(&table, out);
	print_left_out(pair, group, places, out);
	return group;
}

static void add_order(struct table *table, const struct run *run, const struct holders_order *o)
{
	table_add(table, "  %s", run_name(run, o->series->config));
	table_add(table, "%s", o->lock);
	table_add(table, "%s", number_text(o->acquired, 3));
	table_add(table, "%s", number_text(o->waited, 3));
	table_add(table, "%s", number_text(o->in_turn, 3));
	table_add(table, "%s", number_text(o->steals, 3));
	table_add(table, "%s", number_text(o->passed, 3));
}

static size_t report_orders(const struct run *run, const struct holders_order *order, size_t count,
			    FILE *out)
{
	static const char *const head[] = { "  config", "lock",	  "acquired", "waited",
					    "in_turn",	"steals", "passed" };
	struct table table;
	size_t i;

	print_title(run, order->series, out);
	table_init(&table, "llrrrrr");
	for (i = 0; i < sizeof(head) / sizeof(*head); i++)
		table_add(&table, "%s", head[i]);
	for (i = 0; i < count && same_group(order->series, order[i].series); i++)
		add_order(&table, run, &order[i]);
	table_print(&table, out);
	return i;
}

void holders_report(const struct holders *holders, const struct run *run, FILE *out)
{
	size_t i;

	if (holders->pairs)
		fputs("\nwho waits for whom (collector holders): waits, by who holds the lock when they begin\n",
		      out);
	for (i = 0; i < holders->pairs;)
		i += report_pairs(run, &holders->pair[i], holders->pairs - i, out);
	if (holders->orders)
		fputs("\nhow locks go from hand to hand (collector holders): acquisitions\n", out);
	for (i = 0; i < holders->orders;)
		i += report_orders(run, &holders->order[i], holders->orders - i, out);
}
