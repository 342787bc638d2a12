# SPDX-License-Identifier: GPL-2.0
# rmaplock-analyse (a run), rmaplock-agree (two runs), their sanitized twins for tests, and the unit tests of their
# parts. analysis/agree/ is the second program; it also has all of the first's objects but main.o.
# Included by the top Makefile; `make -f analysis/analysis.mk analysis` works too.
B ?= build

ANALYSIS_B := $(B)/analysis
ANALYSIS_SOURCES := $(wildcard analysis/*.c)
AGREE_SOURCES := $(wildcard analysis/agree/*.c) $(filter-out analysis/main.c,$(ANALYSIS_SOURCES))
ANALYSIS_PROGRAMS := $(ANALYSIS_B)/rmaplock-analyse $(ANALYSIS_B)/rmaplock-agree
ANALYSIS_CFLAGS := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -g -MMD -MP
ANALYSIS_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
ANALYSIS_LIBS := -ljansson -lgsl -lgslcblas -lm
# a unit test belongs to the analysis if it includes one of its headers
ANALYSIS_TESTS := $(patsubst %.c,$(B)/%,$(shell grep -ls 'include "analysis/' tests/unit/*.c))

.PHONY: analysis analysis-tests
analysis: $(ANALYSIS_PROGRAMS)
analysis-tests: analysis $(ANALYSIS_PROGRAMS:$(ANALYSIS_B)/%=$(ANALYSIS_B)/sanitized/%) $(ANALYSIS_TESTS)

$(ANALYSIS_B)/rmaplock-analyse: $(ANALYSIS_SOURCES:analysis/%.c=$(ANALYSIS_B)/%.o)
$(ANALYSIS_B)/rmaplock-agree: $(AGREE_SOURCES:analysis/%.c=$(ANALYSIS_B)/%.o)
$(ANALYSIS_PROGRAMS):
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ANALYSIS_LIBS)

$(ANALYSIS_B)/sanitized/rmaplock-analyse: $(ANALYSIS_SOURCES:analysis/%.c=$(ANALYSIS_B)/sanitized/%.o)
$(ANALYSIS_B)/sanitized/rmaplock-agree: $(AGREE_SOURCES:analysis/%.c=$(ANALYSIS_B)/sanitized/%.o)
$(ANALYSIS_PROGRAMS:$(ANALYSIS_B)/%=$(ANALYSIS_B)/sanitized/%):
	$(CC) $(CFLAGS) $(LDFLAGS) $(ANALYSIS_SANITIZE) -o $@ $^ $(ANALYSIS_LIBS)

# -ffp-contract: the same numbers on every machine
$(ANALYSIS_B)/%.o: analysis/%.c
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -O2 -ffp-contract=off $(CFLAGS) -c -o $@ $<

$(ANALYSIS_B)/sanitized/%.o: analysis/%.c
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -O1 -ffp-contract=off $(ANALYSIS_SANITIZE) $(CFLAGS) -c -o $@ $<

$(ANALYSIS_TESTS): $(B)/tests/unit/%: tests/unit/%.c \
		$(patsubst analysis/%.c,$(ANALYSIS_B)/sanitized/%.o,$(filter-out %/main.c,$(AGREE_SOURCES)))
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -I. $(ANALYSIS_SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ \
		$(filter %.c %.o,$^) -lcmocka $(ANALYSIS_LIBS)

-include $(wildcard $(addprefix $(ANALYSIS_B)/,*.d agree/*.d sanitized/*.d sanitized/agree/*.d))
-include $(addsuffix .d,$(ANALYSIS_TESTS))
