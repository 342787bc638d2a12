// SPDX-License-Identifier: GPL-2.0
#include "aim7/metrics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

static int job_timing_index(double cov, unsigned long users)
{
	if (users == 1)
		return 100;
	if ((int)cov > 1)
		return 0;
	return (int)((1 - cov) * 100);
}

struct metrics metrics(const uint64_t *end_ns, unsigned long users, unsigned long jobs)
{
	struct metrics m = { .min_s = INFINITY };
	double sum = 0, squares = 0, mean;

	for (unsigned long i = 0; i < users; i++) {
		double seconds = end_ns[i] / (double)NS_PER_S;

		sum += seconds;
		m.min_s = fmin(m.min_s, seconds);
		m.max_s = fmax(m.max_s, seconds);
	}
	mean = sum / users;
	/* the sum of squares less n means squared would lose all digits of equal times */
	for (unsigned long i = 0; i < users; i++) {
		double off = end_ns[i] / (double)NS_PER_S - mean;

		squares += off * off;
	}
	m.seconds = m.max_s;
	m.jobs_per_sec_user = jobs / m.seconds;
	m.jobs_per_min_user = 60 * m.jobs_per_sec_user;
	m.jobs_per_min = m.jobs_per_min_user * users;
	m.std_dev_s = sqrt(squares / users);
	m.cov = m.std_dev_s / mean;
	m.jti = job_timing_index(m.cov, users);
	return m;
}

struct finish {
	uint64_t end_ns;
	unsigned long user;
};

static int later_first(const void *a, const void *b)
{
	const struct finish *x = a, *y = b;

	return (x->end_ns < y->end_ns) - (x->end_ns > y->end_ns);
}

unsigned long stragglers(const uint64_t *end_ns, unsigned long users, unsigned long *which)
{
	struct finish *order = calloc(users, sizeof(*order));
	unsigned long n = 0;
	uint64_t median;

	if (!order)
		return 0;
	for (unsigned long i = 0; i < users; i++)
		order[i] = (struct finish){ end_ns[i], i };
	qsort(order, users, sizeof(*order), later_first);
	median = order[users / 2].end_ns;
	for (; n < users && order[n].end_ns > median + median / 2; n++)
		which[n] = order[n].user;
	free(order);
	return n;
}
