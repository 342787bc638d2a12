/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A last resort, so that a workload never hangs for ever: if a phase does not
 * end in time the program says which and exits 1. Its tasks then die with it
 * (PR_SET_PDEATHSIG).
 */
#ifndef RMAPLOCK_WATCHDOG_H
#define RMAPLOCK_WATCHDOG_H

/* Seconds that every phase gets on top of what it was asked to take. */
#ifndef WATCHDOG_GRACE_S
#define WATCHDOG_GRACE_S 30
#endif

/* Begin a phase of at most `seconds` + WATCHDOG_GRACE_S; ends the one before. */
void watchdog_phase(const char *phase, unsigned int seconds);

/* No phase is on. */
void watchdog_off(void);

#endif /* RMAPLOCK_WATCHDOG_H */
