// SPDX-License-Identifier: GPL-2.0
#include "aim7/generator/progress.h"

#include <sys/mman.h>

#include "aim7/user.h"
#include "clock.h"

static struct progress *all;
static size_t all_bytes;

struct progress *progress_create(unsigned long users)
{
	all_bytes = users * sizeof(*all);
	all = mmap(NULL, all_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return all == MAP_FAILED ? NULL : all;
}

void progress_keep(void)
{
	must(!madvise(all, all_bytes, MADV_DONTFORK));
}

void progress_end(struct progress *progress)
{
	uint64_t end_ns = now_ns();

	getrusage(RUSAGE_SELF, &progress->own);
	getrusage(RUSAGE_CHILDREN, &progress->children);
	__atomic_store_n(&progress->end_ns, end_ns, __ATOMIC_RELEASE);
}

unsigned long progress_ended(const struct progress *progress, unsigned long users)
{
	unsigned long ended = 0;

	for (unsigned long i = 0; i < users; i++)
		ended += __atomic_load_n(&progress[i].end_ns, __ATOMIC_ACQUIRE) != 0;
	return ended;
}
