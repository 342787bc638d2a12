// SPDX-License-Identifier: GPL-2.0
/*
 * Numerical user time. How many of what a job does is the original's; how large
 * the systems, series and sieves are is ours.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aim7/test.h"
#include "aim7/user.h"

static volatile double sink, source = 1.5;

TEST(num_rtns_1, 100, "Numeric Functions", 0)
{
	double x = source;

	for (int i = 0; i < 100; i++) {
		for (int j = 1; j <= 100; j++)
			x = fabs(floor(x) + ceil(x / j) - fmod(x, 7) + sqrt(x + j) - ldexp(x, -1));
	}
	sink = x;
}

/* The zero of x^2 - a, from far away. */
TEST(new_raph, 200, "Zeros Found", 0)
{
	for (int i = 1; i <= 200; i++) {
		double a = source * i, x = 1e9, before;

		do {
			before = x;
			x = (x + a / x) / 2;
		} while (fabs(x - before) > 1e-12 * x);
		sink = x;
	}
}

TEST(trig_rtns, 10000, "Trigonometric Functions", 0)
{
	double x = source;

	for (int i = 0; i < 10000 / 5; i++) {
		x += sin(x);
		x += cos(x);
		x += tan(x / 8);
		x = fabs(x) + atan(x);
		x = 1 + asin(1 / (1 + x));
	}
	sink = x;
}

/* A point is turned in space: 4x4 times 4x1. */
TEST(matrix_rtns, 100, "Point Transformations", 0)
{
	double turn[4][4] = {
		{ 0.8, 0.6, 0, 1 }, { -0.6, 0.8, 0, 2 }, { 0, 0, 1, 3 }, { 0, 0, 0, 1 }
	};
	double point[4] = { source, 2, 3, 1 }, to[4];

	for (int i = 0; i < 100; i++) {
		for (int row = 0; row < 4; row++) {
			to[row] = 0;
			for (int column = 0; column < 4; column++)
				to[row] += turn[row][column] * point[column];
		}
		memcpy(point, to, sizeof(point));
	}
	sink = point[0];
}

#define EQUATIONS 100

/* Gauss without pivoting: the diagonal is made the largest. */
static void solve(double a[EQUATIONS][EQUATIONS + 1])
{
	for (int k = 0; k < EQUATIONS; k++) {
		for (int row = k + 1; row < EQUATIONS; row++) {
			double factor = a[row][k] / a[k][k];

			for (int column = k; column <= EQUATIONS; column++)
				a[row][column] -= factor * a[k][column];
		}
	}
	for (int row = EQUATIONS - 1; row >= 0; row--) {
		for (int column = row + 1; column < EQUATIONS; column++)
			a[row][EQUATIONS] -= a[row][column] * a[column][EQUATIONS];
		a[row][EQUATIONS] /= a[row][row];
	}
}

TEST(array_rtns, 20, "Linear Systems Solved", 0)
{
	double(*a)[EQUATIONS + 1] = malloc(sizeof(double[EQUATIONS][EQUATIONS + 1]));

	must(a);
	for (int i = 0; i < 20; i++) {
		for (int row = 0; row < EQUATIONS; row++) {
			for (int column = 0; column <= EQUATIONS; column++)
				a[row][column] = (row * 7 + column * 3 + i) % 11;
			a[row][row] = 11 * EQUATIONS;
		}
		solve(a);
		sink = a[0][EQUATIONS];
	}
	free(a);
}

TEST(series_1, 100, "Series Evaluations", 0)
{
	for (int i = 0; i < 100; i++) {
		double x = source / (i + 2), term = 1, sum = 1;

		for (int n = 1; n < 30; n++) {
			term *= x / n;
			sum += term;
		}
		sink = sum;
	}
}

#define SIEVE_SIZE (1 << 20)

TEST(sieve, 5, "Integer Sieves", 0)
{
	uint8_t *composite = malloc(SIEVE_SIZE);

	must(composite);
	for (int i = 0; i < 5; i++) {
		unsigned long primes = 0;

		memset(composite, 0, SIEVE_SIZE);
		for (unsigned long n = 2; n < SIEVE_SIZE; n++) {
			if (composite[n])
				continue;
			primes++;
			for (unsigned long m = 2 * n; m < SIEVE_SIZE; m += n)
				composite[m] = 1;
		}
		sink = primes;
	}
	free(composite);
}
