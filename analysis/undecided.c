// SPDX-License-Identifier: GPL-2.0
#include "undecided.h"

#include "compare.h"
#include "matrix.h"
#include "noise.h"
#include "verdict.h"

#include <math.h>
#include <stdlib.h>

static bool is_decided(const struct evidence *evidence, double mde)
{
	enum verdict verdict = judge(evidence);

	if (verdict == VERDICT_SLOWER || verdict == VERDICT_FASTER)
		return true;
	if (isnan(mde))
		return verdict == VERDICT_SAME;
	return evidence->ratio.low >= 1 - mde && evidence->ratio.high <= 1 + mde;
}

static void note(struct undecided *undecided, const struct run *run, const struct group *group,
		 const struct member *member)
{
	const struct series *s = group_series(run, group, 0);

	if (undecided->count++)
		return;
	undecided->config = run_name(run, member->config);
	undecided->workload = run_name(run, s->workload);
	undecided->params = run_params(run, s->params);
	undecided->tasks = s->tasks;
}

static void look_at_group(struct undecided *undecided, const struct run *run,
			  const struct matrix *matrix, const struct group *group, double mde)
{
	struct points x = { 0 }, baseline = { 0 };
	double floor = group_noise_floor(run, group);
	struct comparison c;
	struct member *member;
	size_t count, i, b;

	member = group_members(run, group, &count);
	b = find_member(run, member, count, run->plan.baseline);
	if (b < count)
		points_of_samples(&baseline, run, group, &member[b], OPS_PER_SEC);
	for (i = 0; i < count; i++) {
		if (i == b || plan_twin_of(run_name(run, member[i].config)))
			continue;
		undecided->tests++;
		points_of_samples(&x, run, group, &member[i], OPS_PER_SEC);
		c = compare(&x, &baseline);
		if (!is_decided(&(struct evidence){ c.pairs, c.ratio,
						    matrix->p_holm[group->first + member[i].first],
						    floor },
				mde))
			note(undecided, run, group, &member[i]);
	}
	points_free(&x);
	points_free(&baseline);
	free(member);
}

struct undecided undecided_find(const struct run *run, double mde)
{
	struct undecided undecided = { 0 };
	struct matrix matrix;
	size_t i;

	matrix_make(&matrix, run);
	for (i = 0; i < run->groups; i++)
		look_at_group(&undecided, run, &matrix, &run->group[i], mde);
	matrix_free(&matrix);
	return undecided;
}
