# SPDX-License-Identifier: GPL-2.0
#
# make help lists the targets. Everything is made in B (build/).

B ?= build
# one spelling, or make does not know again the objects whose dependencies gcc wrote down
override B := $(abspath $(B))
PREFIX ?= /usr/local

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: build modules tests run test fuzz lint format bench plots install clean help

include workloads/workloads.mk
include analysis/analysis.mk
include tests/tests.mk
include tests/fuzz/fuzz.mk

# the headers to build against; the command fetches them if need be
KDIR ?= $(or $(shell scripts/rmaplock kernel-dir),$(error no kernel headers: see above))

build: modules workloads analysis ## modules, workloads and analysis (default)

modules: ## one .ko per config in kmod/configs, against KDIR
	+$(MAKE) -C kmod KDIR=$(KDIR) $(KMOD_FLAGS)

run: ## measure the plan PLAN (quick) in the guest and compare
	scripts/rmaplock run $(if $(PLAN),--plan $(PLAN))

test: ## the whole test suite
	scripts/rmaplock test

lint: ## style and static checks of everything
	scripts/rmaplock lint

format: ## put all C code into the kernel's style
	clang-format -i $(shell git ls-files '*.c' '*.h')

fuzz: ## SECONDS (600) of hostile run folders against all that reads them
	tests/fuzz/run $(SECONDS)

bench: build ## what we cost ourselves, as ratios
	@for bench in bench/*; do \
		test ! -x "$$bench" -o -d "$$bench" || { echo "== $$bench"; "$$bench"; } || exit 1; \
	done

plots: analysis ## analyse and draw RUN (results/latest) again
	scripts/rmaplock plots $(or $(RUN),results/latest)

# The tool works in its own tree (build/, results/): installing links to it.
install: ## link the command into DESTDIR/PREFIX/bin
	install -d $(DESTDIR)$(PREFIX)/bin
	ln -sf $(CURDIR)/scripts/rmaplock $(DESTDIR)$(PREFIX)/bin/rmaplock

clean: ## remove all that was made; results and the cache of kernels stay
	rm -rf $(B)

help: ## this text
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
