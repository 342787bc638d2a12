/* SPDX-License-Identifier: GPL-2.0 */
/* AIM's random numbers: the generator that the C standard gives as an example. */
#ifndef RMAPLOCK_AIM7_LCG_H
#define RMAPLOCK_AIM7_LCG_H

#include <stdint.h>

/* The next number, 0 to 32767. */
static inline unsigned int lcg_next(uint32_t *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7fff;
}

#endif /* RMAPLOCK_AIM7_LCG_H */
