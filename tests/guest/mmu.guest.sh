# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# MMU notifiers: where they are compiled in, of spinning and of sleeping locks, and where they are not.
# mmu.guest.sh [RACES]
. /rmaplock/files/lib.sh
export RACES="${1:-1000}"

program() {
	check "$with_config: model-mmu" model-mmu
	check "$with_config: model-mmu-races" model-mmu-races
}

walk() {
	in_a_window /rmaplock/workloads/rmap_walk --tasks 3 --warmup 0.2 --device /dev/rmaplock --knob "$1" &&
		grep -q '^sample	violations	0$' /tmp/window.out
}

# A client that sleeps and a lock that spins: one line, and the status of what is not possible here.
refused() {
	/rmaplock/workloads/rmap_walk --tasks 2 --seconds 0.5 --device /dev/rmaplock --knob client="$1" >/tmp/out 2>&1
	test $? -eq 4 && grep -q 'load a config ...-mmu' /tmp/out
}

with_clients() {
	program
	check "$with_config: model-mmu-hostile" model-mmu-hostile
	for client in used kvm gru $clients_that_sleep; do
		check "$with_config: forks beside walks with $client" walk "client=$client,client_delay_us=50"
	done
	check "$with_config: and with walks that unmap" walk "client=kvm,walk_unmaps=1,walk_kind=2"
	test -n "$clients_that_sleep" || check "$with_config: xpmem is refused" refused xpmem
}

without_clients() {
	program
	check "$with_config: kvm is refused" refused kvm
}

clients_that_sleep=''
with_config spinlock-mmu with_clients
clients_that_sleep=xpmem
with_config rwsem-fifo-mmu with_clients
with_config rwsem without_clients
tap_end
