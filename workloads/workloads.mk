# SPDX-License-Identifier: GPL-2.0
# The workloads: every cases/NAME.c becomes $(B)/workloads/NAME. Included by the
# top Makefile, or alone: make -f workloads/workloads.mk workloads

B ?= build
# one spelling, or make does not know again the objects whose dependencies gcc wrote down
override B := $(abspath $(B))
CASES ?= workloads/cases

# Static: the programs run in a guest that has no libraries, and a process with
# few mappings forks faster, so less of what is measured is the C library's.
# STATIC= links the shared libraries instead (and every fork copies them).
STATIC ?= -static

workloads_out := $(B)/workloads
workloads_cflags := -O2 -g -std=gnu11 -Wall -Wextra -Iworkloads $(CFLAGS)
workloads_programs := $(patsubst $(CASES)/%.c,$(workloads_out)/%,$(wildcard $(CASES)/*.c))
# all but main.o and what only static programs need: unit tests link it too
workloads_lib := $(workloads_out)/libworkloads.a
workloads_lib_objects := $(patsubst workloads/%.c,$(workloads_out)/obj/%.o,\
	$(filter-out %/main.c %/hwloc_static.c,$(wildcard workloads/*.c)))

ifneq ($(STATIC),)
workloads_extra_objects := $(workloads_out)/obj/hwloc_static.o
workloads_ldflags := $(STATIC) -Wl,--wrap=dlopen,--wrap=dlsym,--wrap=dlclose,--wrap=dlerror
endif
workloads_objects := $(workloads_out)/obj/main.o $(workloads_extra_objects)

.PHONY: workloads workloads-lint
workloads: $(workloads_programs) ## build every workload

$(workloads_out)/obj/cases $(workloads_out)/obj:
	mkdir -p $@

$(workloads_out)/obj/%.o: workloads/%.c | $(workloads_out)/obj
	@mkdir -p $(@D)
	$(CC) $(workloads_cflags) -D_GNU_SOURCE -MMD -MP -Werror -c -o $@ $<

# No -Werror: will-it-scale's files compile as they are, unused parameters included.
$(workloads_out)/obj/cases/%.o: $(CASES)/%.c | $(workloads_out)/obj/cases
	$(CC) $(workloads_cflags) -MMD -MP -Wno-unused-parameter -c -o $@ $<

$(workloads_lib): $(workloads_lib_objects)
	rm -f $@
	$(AR) rcs $@ $^

$(workloads_programs): $(workloads_out)/%: $(workloads_out)/obj/cases/%.o $(workloads_objects) \
		$(workloads_lib)
	$(CC) $(workloads_ldflags) $(LDFLAGS) -o $@ -Wl,--start-group $^ -Wl,--end-group -lhwloc -lm

include workloads/aim7/aim7.mk

workloads-lint: ## our own cases and the harness compile without a warning
	$(CC) $(workloads_cflags) -D_GNU_SOURCE -Werror -fsyntax-only $(wildcard workloads/*.c workloads/aim7/*.c \
		workloads/aim7/*/*.c)
	$(CC) $(workloads_cflags) -Werror -Wno-unused-parameter -fsyntax-only $(wildcard $(CASES)/*.c)

-include $(wildcard $(workloads_out)/obj/*.d $(workloads_out)/obj/cases/*.d)

.PRECIOUS: $(workloads_out)/obj/cases/%.o
