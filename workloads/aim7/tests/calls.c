// SPDX-License-Identifier: GPL-2.0
/*
 * fun_cal*: calls through a pointer of functions with 0, 1, 2 and 15 arguments, which add to a sum in memory.
 * jmp_test: out of ten calls at once.
 */
#include <setjmp.h>
#include <stdint.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define CALLS 512000
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

/*
 * The compiler must not know which, nor what they take. As in the original: without a prototype each call sets up a register
 * more, and without that the calls would stand so close that some CPUs do not predict them.
 */
typedef int (*function)();
static volatile function function_0 = call_0, function_1 = call_1;
static volatile function function_2 = call_2, function_15 = call_15;

#define FOUR(call)    \
	do {          \
		call; \
		call; \
		call; \
		call; \
	} while (0)

#define SIXTEEN(call) FOUR(FOUR(call))
#define ROUNDS 1000

TEST(fun_cal, CALLS, "Function Calls (no arguments)", 0)
{
	function called = function_0;

	for (int round = ROUNDS; round > 0; round--)
		for (int i = CALLS / 16 / ROUNDS; i > 0; i--)
			SIXTEEN(called());
}

TEST(fun_cal1, CALLS, "Function Calls (1 argument)", 0)
{
	function called = function_1;

	for (int round = ROUNDS; round > 0; round--)
		for (int i = CALLS / 16 / ROUNDS; i > 0; i--)
			SIXTEEN(called(round));
}

/* The original hands on where its counters are, as numbers; so they have to be in memory. */
#define AT(counter) ((int)(intptr_t)(&(counter)))

TEST(fun_cal2, CALLS, "Function Calls (2 arguments)", 0)
{
	function called = function_2;

	for (int round = ROUNDS; round > 0; round--)
		for (int i = CALLS / 16 / ROUNDS; i > 0; i--)
			SIXTEEN(called(AT(round), AT(i)));
}

TEST(fun_cal15, CALLS, "Function Calls (15 arguments)", 0)
{
	function called = function_15;

	for (int round = ROUNDS; round > 0; round--)
		for (int i = CALLS / ROUNDS; i > 0; i--)
			called(AT(i), AT(i), AT(i), AT(i), AT(i), AT(i), AT(i), AT(i), AT(i), AT(i),
			       AT(i), AT(i), AT(i), AT(i), AT(i));
}

/*
 * -O makes no jump of the call at the end, so each has a frame. Not longjmp(), which is the same but for compilers that see
 * no end to the calls then.
 */
static CALLED void descend(sigjmp_buf out, int frames)
{
	if (!frames)
		siglongjmp(out, 1);
	descend(out, frames - 1);
}

TEST(jmp_test, 1000, "Non-local gotos", 0)
{
	static int i, n; /* variables on the stack may be what they were before the jump */
	sigjmp_buf out;

	n = user_argument("1000");
	for (i = 0; i < n; i++) {
		if (!sigsetjmp(out, 0))
			descend(out, FRAMES);
	}
}
