// SPDX-License-Identifier: GPL-2.0
#include "lost.h"

#include "words.h"

#include <string.h>

void lost_report(const struct run *run, const struct counters *counters, const char *collector,
		 FILE *out)
{
	size_t cells = 0, lost = 0, i;
	char name[64];
	uint32_t metric;

	snprintf(name, sizeof(name), "%s:events_lost/op", collector);
	metric = names_find_text(&counters->names, name);
	for (i = 0; i < counters->values; i++) {
		if (counters->value[i].metric != metric ||
		    strcmp(run_name(run, run->series[counters->value[i].series].collector),
			   collector) != 0)
			continue;
		cells++;
		lost += counters->value[i].per_op > 0;
	}
	if (lost)
		fprintf(out,
			"note: %zu of %s lost events: of their windows the beginning is taken for the whole\n",
			lost, count_text(cells, "cell"));
}
