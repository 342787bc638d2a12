# SPDX-License-Identifier: GPL-2.0
#
# Test programs: every tests/unit/*.c is a cmocka program for the host, every
# tests/guest/src/model-*.c and real-*.c one for the guest. analysis.mk builds those that
# include its headers; the rest of tests/unit is about the workloads.

comma := ,
TESTS_B := $(B)/tests
TESTS_CFLAGS := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -g -MMD -MP

WORKLOAD_TESTS := $(filter-out $(ANALYSIS_TESTS),$(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c)))
GUEST_TESTS := $(patsubst tests/guest/src/%.c,$(TESTS_B)/guest/%,$(wildcard tests/guest/src/model-*.c tests/guest/src/real-*.c))
GUEST_TESTS_COMMON := $(filter-out tests/guest/src/model-% tests/guest/src/real-%,$(wildcard tests/guest/src/*.c))

tests: analysis-tests $(WORKLOAD_TESTS) $(GUEST_TESTS) ## every test program

$(WORKLOAD_TESTS): $(B)/tests/unit/%: tests/unit/%.c $(workloads_lib)
	@mkdir -p $(@D)
	$(CC) $(TESTS_CFLAGS) -Iworkloads -I. $(CFLAGS) $(LDFLAGS) -o $@ $< $(filter %.o,$^) $(workloads_lib) \
		-lcmocka -lhwloc -lm

$(filter %/test_aim7 %/test_aim7_work,$(WORKLOAD_TESTS)): $(aim7_out)/all.o

# what a job asks the system for is counted on the way
$(B)/tests/unit/test_aim7_work: LDFLAGS += $(addprefix -Wl$(comma)--wrap=,\
	sbrk fork creat link unlink kill stat write semop readdir siglongjmp)

$(GUEST_TESTS): $(TESTS_B)/guest/%: tests/guest/src/%.c $(GUEST_TESTS_COMMON)
	@mkdir -p $(@D)
	$(CC) $(TESTS_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) -lcmocka -lpthread

-include $(addsuffix .d,$(WORKLOAD_TESTS) $(GUEST_TESTS))
