// SPDX-License-Identifier: GPL-2.0
/*
 * add_, mul_ and div_ of five types: user time alone. Each operation needs the
 * result of the one before, and the compiler is kept from doing without any.
 */
#include <stdint.h>

#include "aim7/test.h"

/* Operands that no compiler knows. */
static volatile double operand = 3.0;

/* A value that is not what it was, for all that the compiler knows; costs nothing. */
#define opaque(x) __asm__ volatile("" : "+r"(x))

#define THOUSAND 1000ul

/* thousand times 1000 operations `x = x OP y`, by fours; y alternates so that x stays what it is. */
#define INTEGER_LOOP(type, thousand, first, second)                           \
	do {                                                                  \
		type y = (type)operand;                                       \
		type x = (type)(9 * y);                                       \
		for (unsigned long i = 0; i < (thousand)*THOUSAND / 4; i++) { \
			first;                                                \
			opaque(x);                                            \
			second;                                               \
			opaque(x);                                            \
			first;                                                \
			opaque(x);                                            \
			second;                                               \
			opaque(x);                                            \
		}                                                             \
	} while (0)

/* Floating point is not reordered: the result alone must be wanted. */
#define FLOAT_LOOP(type, thousand, first, second)                             \
	do {                                                                  \
		type y = (type)operand;                                       \
		type x = 9 * y;                                               \
		for (unsigned long i = 0; i < (thousand)*THOUSAND / 4; i++) { \
			first;                                                \
			second;                                               \
			first;                                                \
			second;                                               \
		}                                                             \
		operand = x > 0 ? 3.0 : 2.0;                                  \
	} while (0)

TEST(add_double, 18000, "Thousand Double Precision Additions", 0)
{
	FLOAT_LOOP(double, 18000, x += y, x -= y);
}

TEST(add_float, 12000, "Thousand Single Precision Additions", 0)
{
	FLOAT_LOOP(float, 12000, x += y, x -= y);
}

TEST(add_long, 60000, "Thousand Long Integer Additions", 0)
{
	INTEGER_LOOP(long, 60000, x += y, x -= y);
}

TEST(add_int, 60000, "Thousand Integer Additions", 0)
{
	INTEGER_LOOP(int, 60000, x += y, x -= y);
}

TEST(add_short, 24000, "Thousand Short Integer Additions", 0)
{
	INTEGER_LOOP(short, 24000, x += y, x -= y);
}

TEST(mul_double, 12000, "Thousand Double Precision Multiplies", 0)
{
	double half = 1 / operand;

	FLOAT_LOOP(double, 12000, x *= y, x *= half);
}

TEST(mul_float, 12000, "Thousand Single Precision Multiplies", 0)
{
	float half = (float)(1 / operand);

	FLOAT_LOOP(float, 12000, x *= y, x *= half);
}

/* Integers wrap round: as unsigned, which is what the processor does anyway. */
TEST(mul_long, 240, "Thousand Long Integer Multiplies", 0)
{
	INTEGER_LOOP(unsigned long, 240, x *= y, x *= y);
}

TEST(mul_int, 240, "Thousand Integer Multiplies", 0)
{
	INTEGER_LOOP(unsigned int, 240, x *= y, x *= y);
}

TEST(mul_short, 300, "Thousand Short Integer Multiplies", 0)
{
	INTEGER_LOOP(uint16_t, 300, x *= (unsigned int)y, x *= (unsigned int)y);
}

TEST(div_double, 3000, "Thousand Double Precision Divides", 0)
{
	double third = 1 / operand;

	FLOAT_LOOP(double, 3000, x /= y, x /= third);
}

TEST(div_float, 3000, "Thousand Single Precision Divides", 0)
{
	float third = (float)(1 / operand);

	FLOAT_LOOP(float, 3000, x /= y, x /= third);
}

/* A dividend that stays large: the quotient of a constant sum. */
#define DIVIDE_LOOP(type, thousand, large)                                \
	do {                                                              \
		type y = (type)operand;                                   \
		type x = (large);                                         \
		for (unsigned long i = 0; i < (thousand)*THOUSAND; i++) { \
			x = (type)((large)-x / y);                        \
			opaque(x);                                        \
		}                                                         \
	} while (0)

TEST(div_long, 900, "Thousand Long Integer Divides", 0)
{
	DIVIDE_LOOP(long, 900, 1000000000l);
}

TEST(div_int, 900, "Thousand Integer Divides", 0)
{
	DIVIDE_LOOP(int, 900, 1000000000);
}

TEST(div_short, 900, "Thousand Short Integer Divides", 0)
{
	DIVIDE_LOOP(short, 900, 30000);
}
