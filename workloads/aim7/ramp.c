// SPDX-License-Identifier: GPL-2.0
#include "aim7/ramp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOWER_LOW 1.20 /* a point that took less than this times the one before: go faster */
#define SLOWER_HIGH 1.30 /* and more than this: go slower */
#define NEAR_CROSSOVER 0.10
#define PEAK_SHARE 0.01 /* what counts as a change of the jobs a minute */

/* A number of users; moves *text behind it. */
static int parse_users(const char **text, unsigned long max, unsigned long *users)
{
	size_t digits = strspn(*text, "0123456789");

	if (digits == 0 || digits > 9)
		return -1;
	*users = strtoul(*text, NULL, 10);
	*text += digits;
	return *users < 1 || *users > max ? -1 : 0;
}

static int parse_range(struct ramp *ramp, const char *text, unsigned long max)
{
	ramp->increment = 1;
	if (parse_users(&text, max, &ramp->end) || ramp->end < ramp->start)
		return -1;
	if (*text == '/') {
		text++;
		if (parse_users(&text, max, &ramp->increment))
			return -1;
	}
	return *text ? -1 : 0;
}

static int parse(struct ramp *ramp, const char *text, unsigned long max)
{
	unsigned long users;

	for (;;) {
		if (parse_users(&text, max, &users))
			return -1;
		if (!ramp->nr_list && !strncmp(text, "..", 2)) {
			ramp->start = users;
			return parse_range(ramp, text + 2, max);
		}
		if (ramp->nr_list == RAMP_POINTS_MAX)
			return -1;
		ramp->list[ramp->nr_list++] = users;
		if (!*text)
			return 0;
		if (*text++ != ',')
			return -1;
	}
}

int ramp_parse(struct ramp *ramp, const char *text, unsigned long max, char *why, size_t size)
{
	*ramp = (struct ramp){ 0 };
	if (!parse(ramp, text, max))
		return 0;
	snprintf(why, size,
		 "--users %s: must be numbers from 1 to %lu such as 1,2,8, or FIRST..LAST or "
		 "FIRST..LAST/INCREMENT",
		 text, max);
	return -1;
}

unsigned long ramp_max(const struct ramp *ramp)
{
	unsigned long max = ramp->end;

	for (size_t i = 0; i < ramp->nr_list; i++) {
		if (ramp->list[i] > max)
			max = ramp->list[i];
	}
	return max;
}

/* The times of the last two points say how much further the next one may be. */
static void adapt(struct ramp *ramp)
{
	double beyond = ramp->window[RAMP_WINDOW - 1] - ramp->users; /* a job a minute and user */
	double a = ramp->seconds_before, b = ramp->seconds;
	double increment = ramp->increment;

	if (beyond / ramp->users <= NEAR_CROSSOVER) {
		increment = fmax(1, beyond / 2);
	} else {
		double pace = 2 / (a / ((a + b) / 2));

		if (b / a < SLOWER_LOW)
			increment *= pace;
		else if (b / a > SLOWER_HIGH)
			increment /= pace;
	}
	if (increment >= 1)
		ramp->increment = increment;
}

static double window_mean(const struct ramp *ramp)
{
	double sum = 0;

	for (int i = 0; i < RAMP_WINDOW; i++)
		sum += ramp->window[i];
	return sum / RAMP_WINDOW;
}

/* Has the newest point fallen behind the one before and the mean; or do all no longer differ? */
static bool past_peak(const struct ramp *ramp)
{
	double newest = ramp->window[RAMP_WINDOW - 1], mean = window_mean(ramp), squares = 0;

	if (ramp->done < RAMP_WINDOW)
		return false;
	if (newest < ramp->window[RAMP_WINDOW - 2] && (mean - newest) / mean > PEAK_SHARE)
		return true;
	for (int i = 0; i < RAMP_WINDOW; i++)
		squares += (ramp->window[i] - mean) * (ramp->window[i] - mean);
	return sqrt(squares / RAMP_WINDOW) / mean < PEAK_SHARE;
}

static bool stops(const struct ramp *ramp)
{
	double per_user = ramp->window[RAMP_WINDOW - 1] / ramp->users;

	return (ramp->crossover > 0 && per_user <= ramp->crossover) ||
	       (ramp->peak && past_peak(ramp));
}

unsigned long ramp_next(struct ramp *ramp)
{
	unsigned long next;

	if (ramp->done && stops(ramp))
		return 0;
	if (ramp->nr_list)
		return ramp->done < ramp->nr_list ? ramp->list[ramp->done] : 0;
	if (!ramp->done)
		return ramp->start;
	if (ramp->adaptive && ramp->done >= RAMP_ADAPTS_FROM)
		adapt(ramp);
	next = ramp->users + ramp->increment;
	return next <= ramp->end ? next : 0;
}

void ramp_result(struct ramp *ramp, unsigned long users, double seconds, double jobs_per_min)
{
	ramp->done++;
	ramp->users = users;
	ramp->seconds_before = ramp->seconds;
	ramp->seconds = seconds;
	memmove(ramp->window, ramp->window + 1, sizeof(ramp->window) - sizeof(ramp->window[0]));
	ramp->window[RAMP_WINDOW - 1] = jobs_per_min;
}
