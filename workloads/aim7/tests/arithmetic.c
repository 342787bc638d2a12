// SPDX-License-Identifier: GPL-2.0
/*
 * add_, mul_ and div_ of five types: user time alone. As in the original, three
 * numbers are operands of each other, twelve operations a round, after which all
 * are what they were; no compiler knows them, and one is wanted in the end.
 *
 * How fast that is depends on how it is compiled: see aim7.mk.
 */
#include "aim7/test.h"

static volatile double pi = 3.14159, three_and_a_half = 3.5, four = 4, large = 12345678;
static volatile int three = 3, one = 1, small = 1234;
static volatile double sink;

#define ROUNDS(type, n, first, second, third, round)         \
	do {                                                 \
		type a = (first), b = (second), c = (third); \
		for (int i = (n); i > 0; i--)                \
			round;                               \
		sink = a;                                    \
	} while (0)

/* Six operations, and the sign of each (of a product: the reciprocal) is turned. */
#define TURN(op)        \
	do {            \
		a op b; \
		b op c; \
		b op c; \
		c op a; \
		c op a; \
		a op b; \
	} while (0)

#define TURN_TWICE(op)    \
	do {              \
		TURN(op); \
		TURN(op); \
	} while (0)

TEST(add_double, 18000, "Thousand Double Precision Additions", 0)
{
	ROUNDS(double, 1500000, 0, pi, -pi, TURN_TWICE(+=));
}

TEST(add_float, 12000, "Thousand Single Precision Additions", 0)
{
	ROUNDS(float, 1000000, 0, three_and_a_half, -three_and_a_half, TURN_TWICE(+=));
}

TEST(add_long, 60000, "Thousand Long Integer Additions", 0)
{
	ROUNDS(long, 5000000, 0, three, -three, TURN_TWICE(+=));
}

TEST(add_int, 60000, "Thousand Integer Additions", 0)
{
	ROUNDS(int, 5000000, 0, three, -three, TURN_TWICE(+=));
}

TEST(add_short, 24000, "Thousand Short Integer Additions", 0)
{
	ROUNDS(short, 2000000, 0, three, -three, TURN_TWICE(+=));
}

TEST(mul_double, 12000, "Thousand Double Precision Multiplies", 0)
{
	ROUNDS(double, 1000000, 1, pi, 1 / pi, TURN_TWICE(*=));
}

TEST(mul_float, 12000, "Thousand Single Precision Multiplies", 0)
{
	ROUNDS(float, 1000000, 1, four, 1 / four, TURN_TWICE(*=));
}

/* Integers have no reciprocal: b and c are 1. */
#define MULTIPLY        \
	do {            \
		a *= b; \
		b *= c; \
		b *= c; \
		c *= b; \
		c *= b; \
		a *= c; \
		a *= b; \
		b *= c; \
		b *= c; \
		c *= b; \
		c *= b; \
		a *= c; \
	} while (0)

TEST(mul_long, 240, "Thousand Long Integer Multiplies", 0)
{
	ROUNDS(long, 20000, large, one, one, MULTIPLY);
}

TEST(mul_int, 240, "Thousand Integer Multiplies", 0)
{
	ROUNDS(int, 20000, large, one, one, MULTIPLY);
}

TEST(mul_short, 300, "Thousand Short Integer Multiplies", 0)
{
	ROUNDS(short, 25000, small, one, one, MULTIPLY);
}

/* b stays, a and c become their reciprocals by turns. */
#define DIVIDE_FLOAT    \
	do {            \
		a /= b; \
		c /= a; \
		b /= c; \
		c /= b; \
		a /= c; \
		c /= a; \
	} while (0)

TEST(div_double, 3000, "Thousand Double Precision Divides", 0)
{
	ROUNDS(double, 500000, 1, four, 1 / four, DIVIDE_FLOAT);
}

TEST(div_float, 3000, "Thousand Single Precision Divides", 0)
{
	ROUNDS(float, 500000, 1, four, 1 / four, DIVIDE_FLOAT);
}

#define DIVIDE          \
	do {            \
		a /= b; \
		a /= c; \
		b /= c; \
		c /= b; \
		a /= b; \
		a /= c; \
		b /= c; \
		c /= b; \
		a /= b; \
		a /= c; \
		b /= c; \
		c /= b; \
	} while (0)

TEST(div_long, 900, "Thousand Long Integer Divides", 0)
{
	ROUNDS(long, 75000, large / 10, one, one, DIVIDE);
}

TEST(div_int, 900, "Thousand Integer Divides", 0)
{
	ROUNDS(int, 75000, large / 10, one, one, DIVIDE);
}

TEST(div_short, 900, "Thousand Short Integer Divides", 0)
{
	ROUNDS(short, 75000, small, one, one, DIVIDE);
}
