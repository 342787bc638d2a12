# SPDX-License-Identifier: GPL-2.0
# The fuzz target of the analysis, tests/fuzz/folder.c: clang's libFuzzer with sanitizers. Its programs are all linked into one, each
# main() under the program's name. tests/fuzz/run runs it.
FUZZ_B := $(B)/fuzz
FUZZ_CC := clang-14
FUZZ_PROGRAMS := analyse compare show
FUZZ_SOURCES := $(filter-out %/main.c,$(wildcard analysis/*.c analysis/agree/*.c $(FUZZ_PROGRAMS:%=analysis/%/*.c)))
FUZZ_OBJECTS := $(patsubst analysis/%.c,$(FUZZ_B)/%.o,$(filter-out analysis/main.c,$(FUZZ_SOURCES))) \
	$(FUZZ_PROGRAMS:%=$(FUZZ_B)/%-main.o)
FUZZ_CFLAGS := -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -g -O1 -MMD -MP -I. \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
FUZZ_WRAP := $(addprefix -Wl$(comma)--wrap=,exit calloc reallocarray free)

.PHONY: fuzz-build
fuzz-build: $(FUZZ_B)/folder

$(FUZZ_B)/folder: tests/fuzz/folder.c $(FUZZ_OBJECTS)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer $(FUZZ_WRAP) -o $@ $(filter %.c %.o,$^) $(ANALYSIS_LIBS)

$(FUZZ_B)/%.o: analysis/%.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<

$(FUZZ_B)/analyse-main.o: analysis/main.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -Dmain=analyse_main -c -o $@ $<

$(FUZZ_B)/%-main.o: analysis/%/main.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(FUZZ_CFLAGS) -Dmain=$*_main -c -o $@ $<

-include $(wildcard $(addprefix $(FUZZ_B)/,*.d */*.d))
