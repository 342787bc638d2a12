// SPDX-License-Identifier: GPL-2.0
/* rmaplock-blocks RUN: after a pilot, how many blocks it takes to find the difference that the plan states. */
#include "../error.h"
#include "../goal.h"
#include "../needs.h"
#include "../program.h"
#include "../words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXIT_NOT_POSSIBLE 4

static const char doc[] =
	"Say how many blocks the run folder RUN takes to find a difference as small as its plan's "
	"`mde` in 80 % of all such runs, by how far the blocks that it has scatter. Prints a line "
	"`blocks<TAB>N` and a line `why<TAB>SENTENCE`.\v"
	"Exit status: 0 done, 1 a comparison has too few blocks, 2 usage or bad input, 4 it takes more "
	"blocks than the plan's `max_reps`.";

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	return program_run_argument(state->input, key, arg, state);
}

/* "fork_exit areas=8, 8 tasks" */
static const char *where_text(const struct need *need)
{
	static char text[512];
	bool plain = strcmp(need->params, "-") == 0;

	snprintf(text, sizeof(text), "%s%s%s, %s", need->workload, plain ? "" : " ",
		 plain ? "" : need->params, count_text(need->tasks, "task"));
	return text;
}

static void refuse_missing(const struct need *missing)
{
	if (!missing->config)
		fail("%s has no A/A pair: without it nothing can be called different",
		     where_text(missing));
	fail("%s at %s has but %s in the pilot, which says nothing of its scatter: see the failed cells in samples.tsv, or leave it out with --configs",
	     missing->config, where_text(missing), count_text(missing->pairs, "pair"));
}

static void refuse_size(const struct goal *goal, double effect, const struct need *worst)
{
	char possible[128] = "nor can any other";

	if (isfinite(effect)) /* rounded up: what is said must fit */
		snprintf(possible, sizeof(possible),
			 "what can be found in so many is %.1f%% (--mde %.1f%%)",
			 ceil(expm1(effect) * 1000) / 10, ceil(expm1(effect) * 1000) / 10);
	fprintf(stderr,
		"a difference of %s cannot be found in %zu blocks: %s at %s scatters by %s from block to block; %s; or allow more blocks (--max-reps), or leave out what scatters (--configs, --tasks)\n",
		share_text(goal->mde), goal->most, worst->config, where_text(worst),
		share_text(worst->scatter.config), possible);
	exit(EXIT_NOT_POSSIBLE);
}

static void plan_blocks(const char *folder)
{
	const struct need *worst;
	struct need missing;
	struct looks last; /* the one that there is in any case */
	struct needs needs;
	struct goal goal;
	struct run run;
	size_t blocks;
	double effect;

	run_read(&run, folder);
	goal_read(&goal, &run.plan, folder);
	if (isnan(goal.mde) || !goal.blocks || goal.most < goal.blocks)
		bad_input(
			folder, 0,
			"its plan states no difference to be found: it needs mde, reps, and max_reps of as many at least");
	last = (struct looks){ run.looks.count, MOST_BLOCKS, run.looks.count };
	if (!needs_make(&needs, &run, &last, log1p(goal.mde), &missing))
		refuse_missing(&missing);
	if (!needs.count)
		fail("there is but the baseline: nothing is to be compared");
	blocks = needs_blocks(&needs, goal.blocks, goal.most, &worst);
	if (!blocks) {
		effect = needs_effect(&needs, goal.most, &worst);
		refuse_size(&goal, effect, worst);
	}
	printf("blocks\t%zu\n", blocks);
	printf("why\t%s; most by %s at %s, which scatters by %s from block to block\n",
	       count_text(needs.tests, "comparison"), worst->config, where_text(worst),
	       share_text(worst->scatter.config));
	needs_free(&needs);
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = { .parser = parse_option, .args_doc = "RUN", .doc = doc };
	const char *folder = NULL;

	program_begin(&argp, argc, argv, &folder);
	plan_blocks(folder);
	return program_end();
}
