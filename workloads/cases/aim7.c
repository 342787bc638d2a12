// SPDX-License-Identifier: GPL-2.0
/*
 * aim7: users that work through AIM7's jobs. An operation is a job. Each user
 * draws its jobs without replacement, as the mix weighs them, and begins anew,
 * in another order, when all are done. The window sees the mix as it weighs only
 * if users do whole rounds in it: the counter `rounds` tells how many they did.
 * With none, each user was at some part of its order, and jobs/s is of those jobs.
 * build/aim7 runs the original's points instead, from the first job to the last.
 * Sleeping is left out: in a window it would only be noise.
 *
 * Every user carries the areas, so that its forks and exits take their locks.
 */
#include "areas.h"
#include "testcase.h"
#include "aim7/deck.h"
#include "aim7/limits.h"
#include "aim7/scratch.h"
#include "aim7/user.h"

#include <err.h>
#include <string.h>

char *testcase_description = "a job of an AIM7 mix";

const struct knob testcase_knobs[] = {
	{ "mix", 0, 0, 0, "which jobs" },
	{ "jobs", 100, 1, 100000, "jobs of a user until it begins anew, about" },
	{ "seed", 0, 0, 4294967295, "of the users' orders; 0: another one in each block of a run" },
	{ "sleep_ms", 0, 0, 60000, "what shell_rtns_2 sleeps; the original's are 5000" },
	KNOB_AREAS(0),
	KNOB_PAGES(1),
	KNOB_FILE_MAPPINGS(0),
	KNOB_FILES(1),
	{ 0 },
};

const char *const *testcase_choices(const char *name)
{
	return strcmp(name, "mix") ? NULL : mix_names;
}

static struct mix mix;
static unsigned long jobs, seed, users;
static struct user user;

static void load_mix(unsigned long nr_tasks)
{
	char why[512];

	if (mix_load(&mix, mix_names[knob("mix")], why, sizeof(why)))
		errx(2, "%s", why);
	jobs = knob("jobs");
	seed = knob("seed") ?: run_seed();
	users = nr_tasks;
	user.sleep_ms = knob("sleep_ms");
	user.file_kib = mix_file_kib(&mix, nr_tasks);
}

void testcase_begin(unsigned long nr_tasks)
{
	load_mix(nr_tasks);
	require_room(&mix, nr_tasks, SCRATCH_PROCESSES);
	scratch_begin();
	require_needs(&mix);
}

/* Also in a task that execs, which did not see the beginning. */
void testcase_prepare(unsigned long nr_tasks)
{
	load_mix(nr_tasks);
	require_needs(&mix);
	areas_prepare();
}

void testcase_cleanup(void)
{
	areas_cleanup();
	scratch_end();
}

unsigned long testcase_round(void)
{
	static struct deck deck;

	deck_fill(&deck, &mix, jobs, 0);
	return deck.jobs;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	static struct deck deck;

	task_keeps_counter();
	user.nr = nr;
	user_begin(&user);
	for (unsigned long round = 0;; round++) {
		const struct origin origin = { seed, users, round, nr };
		const struct test *test;

		deck_fill(&deck, &mix, jobs, origin_state(&origin));
		while ((test = deck_draw(&deck))) {
			test->run();
			(*iterations)++;
		}
	}
}
