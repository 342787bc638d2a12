// SPDX-License-Identifier: GPL-2.0
#include "board.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

struct board *board_create(unsigned long nr_tasks, int *fd)
{
	size_t lines = sizeof(struct board) + sizeof(struct task_line);
	size_t infos, bytes;
	struct board *board;

	lines -= lines % sizeof(struct task_line);
	infos = lines + nr_tasks * sizeof(struct task_line);
	bytes = infos + nr_tasks * sizeof(struct task_info);
	if (fd) {
		*fd = memfd_create("rmaplock-board", 0);
		if (*fd < 0 || ftruncate(*fd, bytes))
			return NULL;
	}
	board = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | (fd ? 0 : MAP_ANONYMOUS),
		     fd ? *fd : -1, 0);
	if (board == MAP_FAILED)
		return NULL;
	board->bytes = bytes;
	board->nr_tasks = nr_tasks;
	board->main_pid = getpid();
	board->first_dead = -1;
	board->line = (void *)((char *)board + lines);
	board->info = (void *)((char *)board + infos);
	return board;
}

struct board *board_map(int fd, void *address, size_t bytes)
{
	void *board = mmap(address, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
			   fd, 0);

	return board == MAP_FAILED ? NULL : board;
}

static void add_usage(struct switches *switches, const struct rusage *usage)
{
	switches->voluntary += usage->ru_nvcsw;
	switches->involuntary += usage->ru_nivcsw;
	switches->minor_faults += usage->ru_minflt;
}

long board_record_death(struct board *board, pid_t pid, int wait_status, const struct rusage *usage)
{
	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		struct task_info *info = &board->info[i];

		if (info->pid != pid || info->dead)
			continue;
		info->dead = true;
		info->wait_status = wait_status;
		add_usage(&info->switches, usage);
		return i;
	}
	return -1;
}

void board_snapshot(const struct board *board, unsigned long long *iterations)
{
	for (unsigned long i = 0; i < board->nr_tasks; i++)
		iterations[i] = __atomic_load_n(&board->line[i].iterations, __ATOMIC_RELAXED);
}
