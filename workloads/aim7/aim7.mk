# SPDX-License-Identifier: GPL-2.0
# AIM7: its tests and mixes, found by wildcard; the generator $(B)/aim7; and what
# workloads/cases/aim7.c is linked with. Included by workloads.mk.

aim7_out := $(workloads_out)/obj/aim7
# the first one is what runs unless told otherwise
aim7_first := workloads/aim7/mixes/high_systime
aim7_mixes := $(aim7_first) $(filter-out $(aim7_first),$(sort $(wildcard workloads/aim7/mixes/*)))
aim7_objects := $(patsubst workloads/%.c,$(workloads_out)/obj/%.o,\
	$(wildcard workloads/aim7/*.c workloads/aim7/tests/*.c)) $(aim7_out)/mixes.o
aim7_generator := $(patsubst workloads/%.c,$(workloads_out)/obj/%.o,$(wildcard workloads/aim7/generator/*.c))

# not for a test that builds a case of its own
ifeq ($(CASES),workloads/cases)
workloads: $(B)/aim7
endif

$(aim7_out)/mixes.c: $(aim7_mixes) workloads/aim7/mixes.awk workloads/aim7/aim7.mk
	@mkdir -p $(@D)
	awk -f workloads/aim7/mixes.awk $(aim7_mixes) >$@

$(aim7_out)/mixes.o: $(aim7_out)/mixes.c
	$(CC) $(workloads_cflags) -MMD -MP -Werror -c -o $@ $<

# As the original is built, so that a job takes as long: its floating-point numbers all go to memory.
$(aim7_out)/tests/%.o: workloads_cflags += -O -ffloat-store

# One object, so that a test that nobody calls by name is not left out.
$(aim7_out)/all.o: $(aim7_objects)
	$(LD) -r -o $@ $^

$(B)/aim7: $(aim7_generator) $(aim7_out)/all.o $(workloads_extra_objects) $(workloads_lib)
	$(CC) $(workloads_ldflags) $(LDFLAGS) -o $@ $^ -lhwloc -lm

$(workloads_out)/aim7: $(aim7_out)/all.o

-include $(wildcard $(aim7_out)/*.d $(aim7_out)/*/*.d)
