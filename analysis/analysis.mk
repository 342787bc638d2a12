# SPDX-License-Identifier: GPL-2.0
# rmaplock-analyse (a run), the other programs of the analysis, their sanitized twins for tests, and the unit tests of
# their parts. Each folder analysis/NAME/ with a main.c is a program rmaplock-NAME, which also has all objects of
# analysis/ but main.o; a folder without main.c is a room of theirs all.
# Included by the top Makefile; `make -f analysis/analysis.mk analysis` works too.
B ?= build
# one spelling, or make does not know again the objects whose dependencies gcc wrote down
override B := $(abspath $(B))

ANALYSIS_B := $(B)/analysis
ANALYSIS_SOURCES := $(wildcard analysis/*.c)
ANALYSIS_MAINS := $(wildcard analysis/*/main.c)
ANALYSIS_NAMES := $(ANALYSIS_MAINS:analysis/%/main.c=%)
ANALYSIS_COMMON := $(filter-out analysis/main.c,$(ANALYSIS_SOURCES)) \
	$(filter-out $(addprefix analysis/,$(addsuffix /%,$(ANALYSIS_NAMES))),$(wildcard analysis/*/*.c))
ANALYSIS_PROGRAMS := $(ANALYSIS_B)/rmaplock-analyse $(ANALYSIS_NAMES:%=$(ANALYSIS_B)/rmaplock-%)
ANALYSIS_SANITIZED := $(ANALYSIS_PROGRAMS:$(ANALYSIS_B)/%=$(ANALYSIS_B)/sanitized/%)
ANALYSIS_CFLAGS := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -g -MMD -MP
ANALYSIS_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
ANALYSIS_LIBS := -ljansson -lgsl -lgslcblas -lm
# a unit test belongs to the analysis if it includes one of its headers
ANALYSIS_TESTS := $(patsubst %.c,$(B)/%,$(shell grep -ls 'include "analysis/' tests/unit/*.c))

.PHONY: analysis analysis-tests
analysis: $(ANALYSIS_PROGRAMS)
analysis-tests: analysis $(ANALYSIS_SANITIZED) $(ANALYSIS_TESTS)

# analysis_program NAME,SOURCES: both builds of a program
define analysis_program
$(ANALYSIS_B)/rmaplock-$(1): $(2:analysis/%.c=$(ANALYSIS_B)/%.o)
$(ANALYSIS_B)/sanitized/rmaplock-$(1): $(2:analysis/%.c=$(ANALYSIS_B)/sanitized/%.o)
endef
$(eval $(call analysis_program,analyse,$(ANALYSIS_SOURCES)))
$(foreach name,$(ANALYSIS_NAMES),$(eval $(call analysis_program,$(name),$(wildcard analysis/$(name)/*.c) $(ANALYSIS_COMMON))))

$(ANALYSIS_PROGRAMS):
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(ANALYSIS_LIBS)

$(ANALYSIS_SANITIZED):
	$(CC) $(CFLAGS) $(LDFLAGS) $(ANALYSIS_SANITIZE) -o $@ $^ $(ANALYSIS_LIBS)

# -ffp-contract: the same numbers on every machine
$(ANALYSIS_B)/%.o: analysis/%.c
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -O2 -ffp-contract=off $(CFLAGS) -c -o $@ $<

$(ANALYSIS_B)/sanitized/%.o: analysis/%.c
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -O1 -ffp-contract=off $(ANALYSIS_SANITIZE) $(CFLAGS) -c -o $@ $<

$(ANALYSIS_TESTS): $(B)/tests/unit/%: tests/unit/%.c \
		$(patsubst analysis/%.c,$(ANALYSIS_B)/sanitized/%.o,$(filter-out %/main.c,$(wildcard analysis/*.c analysis/*/*.c)))
	@mkdir -p $(@D)
	$(CC) $(ANALYSIS_CFLAGS) -I. $(ANALYSIS_SANITIZE) $(CFLAGS) $(LDFLAGS) -o $@ \
		$(filter %.c %.o,$^) -lcmocka $(ANALYSIS_LIBS)

-include $(wildcard $(addprefix $(ANALYSIS_B)/,*.d */*.d sanitized/*/*.d))
-include $(addsuffix .d,$(ANALYSIS_TESTS))
