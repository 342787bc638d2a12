// SPDX-License-Identifier: GPL-2.0
/* fun_cal*: calls of functions that do nothing, with 0, 1, 2 and 15 arguments. jmp_test: out of ten of them at once. */
#include <setjmp.h>

#include "aim7/test.h"

#define CALLS 512000
#define JUMPS 1000
#define FRAMES 10

#define CALLED __attribute__((noinline, noclone))

/* The calls themselves must stay, although nothing comes of them. */
#define KEEP_CALL __asm__ volatile("" ::: "memory")

static CALLED void call_0(void)
{
	KEEP_CALL;
}

static CALLED int call_1(int a)
{
	KEEP_CALL;
	return a;
}

static CALLED int call_2(int a, int b)
{
	KEEP_CALL;
	return a + b;
}

static CALLED int call_15(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j,
			  int k, int l, int m, int n, int o)
{
	KEEP_CALL;
	return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o;
}

TEST(fun_cal, CALLS, "Function Calls (no arguments)", 0)
{
	for (int i = 0; i < CALLS; i++)
		call_0();
}

TEST(fun_cal1, CALLS, "Function Calls (1 argument)", 0)
{
	for (int i = 0; i < CALLS; i++)
		call_1(i);
}

TEST(fun_cal2, CALLS, "Function Calls (2 arguments)", 0)
{
	for (int i = 0; i < CALLS; i++)
		call_2(i, i);
}

TEST(fun_cal15, CALLS, "Function Calls (15 arguments)", 0)
{
	for (int i = 0; i < CALLS; i++)
		call_15(i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
}

static jmp_buf out;

static volatile int jumps = 1; /* always; else a compiler would warn that there is no end */

static CALLED int descend(int frames)
{
	if (frames)
		/* not the last thing that it does, so that each call has a frame */
		return descend(frames - 1) + 1;
	if (jumps)
		longjmp(out, 1);
	return 0;
}

TEST(jmp_test, JUMPS, "Non-local gotos", 0)
{
	static volatile int left;

	for (left = JUMPS; left > 0; left--) {
		if (!setjmp(out))
			descend(FRAMES);
	}
}
