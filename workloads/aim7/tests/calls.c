// SPDX-License-Identifier: GPL-2.0
/*
 * fun_cal*: calls through a pointer of functions with 0, 1, 2 and 15 arguments, which add to a sum in memory.
 * jmp_test: out of ten calls at once.
 */
#include <setjmp.h>

#include "aim7/test.h"

#define CALLS 512000
#define JUMPS 1000
#define FRAMES 10

#define CALLED __attribute__((noinline, noclone))

static long total;
static long *volatile sum = &total;
static int by = 1;
static int *volatile addend = &by;

static CALLED int call_0(void)
{
	return *sum += *addend;
}

static CALLED int call_1(int a)
{
	return *sum += a;
}

static CALLED int call_2(int a, int b)
{
	return *sum += a + b;
}

static CALLED int call_15(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j,
			  int k, int l, int m, int n, int o)
{
	(void)(a + b + c + d + e + f + g + i + j + k + l + m + n);
	return *sum += h + o;
}

/* The compiler must not know which. */
static int (*volatile function_0)(void) = call_0;
static int (*volatile function_1)(int) = call_1;
static int (*volatile function_2)(int, int) = call_2;
static int (*volatile function_15)(int, int, int, int, int, int, int, int, int, int, int, int, int,
				   int, int) = call_15;

#define FOUR(call)    \
	do {          \
		call; \
		call; \
		call; \
		call; \
	} while (0)

#define SIXTEEN(call) FOUR(FOUR(call))

TEST(fun_cal, CALLS, "Function Calls (no arguments)", 0)
{
	int (*function)(void) = function_0;

	for (int i = 0; i < CALLS / 16; i++)
		SIXTEEN(function());
}

TEST(fun_cal1, CALLS, "Function Calls (1 argument)", 0)
{
	int (*function)(int) = function_1;

	for (int i = 0; i < CALLS / 16; i++)
		SIXTEEN(function(i));
}

TEST(fun_cal2, CALLS, "Function Calls (2 arguments)", 0)
{
	int (*function)(int, int) = function_2;

	for (int i = 0; i < CALLS / 16; i++)
		SIXTEEN(function(i, -i));
}

TEST(fun_cal15, CALLS, "Function Calls (15 arguments)", 0)
{
	for (int i = 0; i < CALLS; i++)
		function_15(i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
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
