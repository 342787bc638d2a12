/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RMAPLOCK_OWN_PROGRAM_H
#define RMAPLOCK_OWN_PROGRAM_H

/*
 * In a task: map a copy of the program over the program, and of all private memory that
 * can be read, but the areas, over that memory. Tasks of one ancestor share the i_mmap lock of the file
 * that they run, and the anon_vma locks of data, heap and stack: a fork takes all of
 * these. After this the locks that they share are those of the areas, so the number of
 * areas is a dose, and without any nothing is left to contend for; in exec_task.h the
 * areas are not shared, either. Calls task_fail() if that cannot be.
 */
void own_program(void);

#endif /* RMAPLOCK_OWN_PROGRAM_H */
