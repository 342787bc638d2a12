// SPDX-License-Identifier: GPL-2.0
/*
 * Numerical user time. What is computed of which numbers is the original's: with
 * others there would be more or fewer steps, and the slow way of numbers near 0.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aim7/test.h"
#include "aim7/user.h"

static volatile double sink;

#define SMALLEST 0x1p-1074
#define ARGUMENTS 10000
#define VALUES 500

static double arguments[ARGUMENTS], values[VALUES];

/* Before the first fork, as in the original: all users share them, and no job has to look whether they are there. */
static void __attribute__((constructor)) fill(void)
{
	for (int i = 0; i < ARGUMENTS; i++)
		arguments[i] = i % 100 ? rand() * 20.0 / RAND_MAX - 10 : SMALLEST;
	values[1] = 1;
	values[2] = SMALLEST;
	for (int i = 3; i < VALUES; i++)
		values[i] = ldexp(1, 2 - i);
}

/* The next one of many from -10 to 10, and of them each hundredth the smallest that there is. */
static double argument(void)
{
	static size_t nr;

	return arguments[nr++ % ARGUMENTS];
}

static double positive(void)
{
	return argument() + 10.0001;
}

TEST(num_rtns_1, 100, "Numeric Functions", 0)
{
	for (int i = 0; i < 100; i++) {
		double whole;
		int exponent;

		sink = floor(exp(argument())) + ceil(log10(positive()));
		sink = modf(log(positive()), &whole) + frexp(argument() - 10.0001, &exponent);
		sink = ldexp(argument(), abs(exponent)) + fabs(fmod(argument() * 5, positive()));
		sink = sqrt(pow(positive(), argument()));
		srand(exponent);
		sink = labs((long)i - rand());
	}
}

TEST(trig_rtns, 10000, "Trigonometric Functions", 0)
{
	for (int i = 0; i < 10000; i++) {
		sink = acos(cos(asin(sin(argument()))));
		sink = tanh(atan(tan(argument())));
		sink = atan2(sinh(argument()), cosh(argument()));
	}
}

/* f(x) = 1000 sin(x) cos(x), and its derivative. */
static double f(double x)
{
	return 1000 * sin(x) * cos(x);
}

static double f_derived(double x)
{
	double c = cos(x), s = sin(x);

	return 1000 * c * c - 1000 * s * s;
}

/* Newton and Raphson's way to a zero of f, from 200 places. */
TEST(new_raph, 200, "Zeros Found", 0)
{
	for (int i = 0; i < 200; i++) {
		double x = 0.05 * i, step;
		int steps = 1;

		do {
			step = f(x) / f_derived(x);
			x -= step;
			must(steps++ < 100);
		} while (fabs(step) >= 1e-12);
		sink = x;
	}
}

/* The next one of 0, 1, the smallest number, and 1 halved over and over. */
static double value(void)
{
	static size_t nr;

	return values[nr++ % VALUES];
}

/* sin(x) by its series, until a term makes no difference. */
TEST(series_1, 100, "Series Evaluations", 0)
{
	int n_series = user_argument("100");

	for (int i = 0; i < n_series; i++) {
		double x = value(), sum = 0, before = 100, square = x * x, power = x, factorial = 1;

		for (double n = 1; sum != before; n += 2) {
			before = sum;
			sum += power / factorial;
			factorial *= (n + 1) * (n + 2);
			power *= -square;
		}
		must(fabs(sum - sin(x)) < 1e-4);
	}
}

/* A point is turned in space, 4x4 times 4x1, and put on a screen. */
TEST(matrix_rtns, 100, "Point Transformations", 0)
{
	double point[4], turn[4][4], to[4], sum = 0;

	for (int i = 0; i < 100; i++) {
		int x, y, z;

		for (int row = 0; row < 4; row++)
			point[row] = value();
		for (int row = 0; row < 4; row++) {
			for (int column = 0; column < 4; column++)
				turn[row][column] = value();
		}
		for (int row = 0; row < 4; row++) {
			to[row] = 0;
			for (int column = 0; column < 4; column++)
				to[row] += point[column] * turn[row][column];
		}
		x = to[0] * 1280;
		y = to[1] * 1024;
		z = to[2] * 8192;
		sum += to[0] * to[1] * to[2];
		sink = x + y + z + sum;
	}
}

#define LARGEST 100 /* equations */

/* An equation: its coefficients, then the right side. Those of a smaller system lie next to each other, too. */
#define AT(system, n, row, column) ((system)[(row) * ((n) + 1) + (column)])

static void subtract(double *system, int n, int from, int row)
{
	double factor = AT(system, n, from, row);

	for (int column = 0; column <= n; column++)
		AT(system, n, from, column) -= factor * AT(system, n, row, column);
}

/* Gauss and Jordan's way, without pivoting; the results are the right sides then. */
static void solve(double *system, int n)
{
	for (int row = 0; row < n; row++) {
		double scale = AT(system, n, row, row);

		for (int column = row; column <= n; column++)
			AT(system, n, row, column) /= scale;
		for (int below = row + 1; below < n; below++)
			subtract(system, n, below, row);
	}
	for (int row = n - 1; row > 0; row--) {
		for (int above = row - 1; above >= 0; above--)
			subtract(system, n, above, row);
	}
}

static void check(const double *system, const double *solved, int n)
{
	for (int row = 0; row < n; row++) {
		double sum = 0;

		for (int column = 0; column < n; column++)
			sum += AT(system, n, row, column) * AT(solved, n, column, n);
		must(fabs(AT(system, n, row, n) - sum) < 0.5);
	}
}

/* Of 5, 10, ... 100 equations. */
TEST(array_rtns, 20, "Linear Systems Solved", 0)
{
	static double solved[LARGEST * (LARGEST + 1)], system[LARGEST * (LARGEST + 1)];
	double coefficient = 1;

	for (int n = 5; n <= LARGEST; n += 5) {
		for (int i = 0; i < n * (n + 1); i++) {
			solved[i] = coefficient;
			coefficient = coefficient * 1.00001 + 1;
		}
		memcpy(system, solved, sizeof(system));
		solve(solved, n);
		check(system, solved, n);
	}
}

#define PRIMES 78500 /* below 1000000, and 0 and 1 */

/* How many are found is counted once, of the last time. */
TEST(sieve, 5, "Integer Sieves", 0)
{
	int size = user_argument("1000000");
	int sieves = user_argument("5");
	char *prime = malloc(size), *multiple;
	int primes = 0;

	must(prime);
	for (int i = 0; i < sieves; i++) {
		memset(prime, 1, size);
		for (int n = 2; n < size; n++) {
			if (prime[n] != 1)
				continue;
			multiple = prime + 2 * n;
			for (int m = 2 * n; m < size; m += n) {
				*multiple = 0;
				multiple += n;
			}
		}
	}
	for (int n = 0; n < size; n++)
		primes += prime[n] == 1;
	must(primes == PRIMES);
	free(prime);
}
