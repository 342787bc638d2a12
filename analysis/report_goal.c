// SPDX-License-Identifier: GPL-2.0
#include "report_goal.h"

#include "needs.h"
#include "words.h"

#include <math.h>

static void print_has(const struct needs *needs, FILE *out)
{
	const struct need *worst;
	double effect = needs_effect(needs, 0, &worst);

	if (isfinite(effect))
		fprintf(out, "has %s", share_text(expm1(effect)));
	else
		fputs("finds none", out);
	fprintf(out, " (in 80 %% of such runs; %s; most is needed by %s at %s, with %s)\n",
		count_text(needs->tests, "comparison"), worst->config,
		count_text(worst->tasks, "task"), count_text(worst->pairs, "pair"));
}

void report_goal(const struct goal *goal, const struct run *run, FILE *out)
{
	struct need missing;
	struct needs needs;

	if (isnan(goal->mde))
		return;
	fprintf(out, "MDE: asked for %s, ", share_text(goal->mde));
	if (!needs_make(&needs, run, &run->looks, log1p(goal->mde), &missing))
		fprintf(out, "not known: %s at %s has %s\n",
			missing.config ? missing.config : "the A/A twin",
			count_text(missing.tasks, "task"), count_text(missing.pairs, "pair"));
	else if (!needs.count)
		fputs("nothing is compared\n", out);
	else
		print_has(&needs, out);
	needs_free(&needs);
}
