/* SPDX-License-Identifier: GPL-2.0 */
/* The command that measures one cell again, as it was measured. */
#ifndef ANALYSIS_SHOW_REPEAT_H
#define ANALYSIS_SHOW_REPEAT_H

#include "../facts.h"
#include "../plan.h"
#include "cells.h"

/* dir: the run folder, as the command is to call it. It is for the folder of the source, as all of README is. */
void repeat_print(const struct cell_row *row, const struct plan *plan, const struct facts *facts,
		  const char *dir, FILE *out);

#endif /* ANALYSIS_SHOW_REPEAT_H */
