# SPDX-License-Identifier: GPL-2.0
#
# The clients of MMU notifiers, for the Kbuild of a module that has them: its objects $(clients:%=clients/%.o).

clients := $(patsubst $(src)/clients/%.c,%,$(wildcard $(src)/clients/*.c))
# as declarators, and as the members of a table
ccflags-y += -DRMAPLOCK_MMU_CLIENTS=$(subst $(space),$(comma),$(clients:%=mmu_client_%))
CFLAGS_mmu_client.o := '-DRMAPLOCK_MMU_CLIENT_TABLE=$(subst $(space),$(comma),$(clients:%=&mmu_client_%))'
