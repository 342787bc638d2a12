/* SPDX-License-Identifier: GPL-2.0 */
/* Results on standard output, as doc/formats.md defines them. */
#ifndef RMAPLOCK_OUTPUT_H
#define RMAPLOCK_OUTPUT_H

#include "board.h"
#include "measure.h"
#include "options.h"

/* Everything but the last line. */
void output_results(const struct board *board, const struct options *options,
		    const struct measurement *m);

/* The last line; an exit status. */
int output_end(void);

#endif /* RMAPLOCK_OUTPUT_H */
