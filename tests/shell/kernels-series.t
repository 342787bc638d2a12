#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The patch series: it fits the packaged source exactly, every config gets the locks that it asks for, and what a
# spinning lock forbids is refused. Nothing is compiled but Kconfig. The source is fetched once, into the cache.
# shellcheck disable=SC2016,SC2317 # $ in programs of awk; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
rm "$TAP_TREE/kernel" "$TAP_TREE/bin/make" # the real make: Kconfig is what is tested
cp -R "$TAP_ROOT/kernel" "$TAP_TREE/kernel"
rmaplock=$TAP_TREE/scripts/rmaplock
series_all=$(ls "$TAP_ROOT/kernel/patches")
flavours=$(cd "$TAP_ROOT/kernel" && find . -maxdepth 1 -name '[a-z]*.config' ! -name '*.*.config' ! -name base.config -printf '%f\n' | sed 's/[.]config$//')
cache=$(RMAPLOCK_ROOT=$TAP_ROOT sh -c '. "$RMAPLOCK_ROOT/scripts/lib/common.sh"; echo "$RMAPLOCK_CACHE"')

refused 2 "no option '--nonsense'" "an unknown option is refused" "$rmaplock" kernels --nonsense
refused 2 "no config '../x'" "a config that is none is refused" "$rmaplock" kernels ../x
refused 2 "no config 'nonsense': there are mutex" "and the real ones are named" "$rmaplock" kernels nonsense
refused 2 "no patches for series '5.10', but for: 6.1" "a series without patches is refused" "$rmaplock" kernels --series 5.10
refused 2 "no patches for series '..'" "a series that is a path is refused" "$rmaplock" kernels --series ..
refused 2 "no flavour 'fast': there are timing debug events" "an unknown flavour is refused" "$rmaplock" kernels --flavour fast
refused 2 "--jobs 0: a number from 1" "no jobs at all are refused" "$rmaplock" kernels --jobs 0
refused 2 "series needs a value" "an option without its value is refused" "$rmaplock" kernels --series
refused 4 "set RMAPLOCK_CACHE to a folder without blanks" "a cache in which make cannot build is refused" \
	env "RMAPLOCK_CACHE=$TAP_TMP/a b" "$rmaplock" kernels --check rwsem
refused 4 "no timing kernel rwsem of series 6.1 yet: run 'rmaplock kernels" "a kernel that is not there is not invented" \
	env "RMAPLOCK_CACHE=$TAP_TMP/empty" RMAPLOCK_ROOT="$TAP_TREE" \
	sh -c '. "$RMAPLOCK_ROOT/scripts/lib/common.sh"; . "$RMAPLOCK_ROOT/scripts/lib/kernels.sh"; kernels_path 6.1 timing rwsem'
ok "--list tells the state of each" env "RMAPLOCK_CACHE=$TAP_TMP/empty" "$rmaplock" kernels --list
said "which is missing, to begin with" '^rwsem-fifo	missing	'

for series in $series_all; do
	ok "$series: the patches fit without fuzz, and every config takes effect" "$rmaplock" kernels --series "$series" --check
	ok "$series: no hunk had to be looked for" sh -c "! grep 'not where' '$TAP_TMP/err'"
	for mutant in "$TAP_ROOT/tests/kernel/mutants/$series"/*.patch; do
		ok "$series: so does the mutant ${mutant##*/}" patch --dry-run --strip 1 --fuzz 0 --force --input "$mutant" \
			--directory "$cache/lock-kernels/build/$series/patched"
	done
	for flavour in $flavours; do
		ok "$series: so does the flavour $flavour" "$rmaplock" kernels --series "$series" --flavour "$flavour" --check spinlock
	done
	for config in spinlock rwlock; do
		# 6.12's KVM selects MMU_NOTIFIER for Intel's or AMD's part only. The others do not differ by choice or series.
		for forbidden in 'CONFIG_VIRTUALIZATION=y CONFIG_KVM=y CONFIG_KVM_INTEL=y' CONFIG_TRANSPARENT_HUGEPAGE=y CONFIG_KSM=y; do
			case $series$config$forbidden in
			6.1spinlock* | *KVM*) ;;
			*) continue ;;
			esac
			cp "$TAP_ROOT/kernel/configs/$config.config" "$TAP_TREE/kernel/configs/"
			# shellcheck disable=SC2086 # words
			printf '%s\n' $forbidden >>"$TAP_TREE/kernel/configs/$config.config"
			sed -i '/TRANSPARENT_HUGEPAGE is not set/d; /KSM is not set/d; /MMU_NOTIFIER is not set/d' "$TAP_TREE/kernel/base.config"
			ends 1 "$series: $config is refused with ${forbidden##* }" "$rmaplock" kernels --series "$series" --check "$config"
			told "by the name of the choice" "did not honour 'CONFIG_ANON_VMA_LOCK_[A-Z]*=y'"
		done
		cp "$TAP_ROOT/kernel/configs/$config.config" "$TAP_TREE/kernel/configs/"
		cp "$TAP_ROOT/kernel/base.config" "$TAP_TREE/kernel/"
	done
	printf 'CONFIG_ANON_VMA_LOCK_MUTEX=y\nCONFIG_I_MMAP_LOCK_SPINLOCK=y\n' >"$TAP_TREE/kernel/configs/wrong.config"
	ends 1 "$series: a file's lock cannot spin if an anon_vma's sleeps" "$rmaplock" kernels --series "$series" --check wrong
	printf 'CONFIG_ANON_VMA_LOCK_SPINLOCK=y\nCONFIG_I_MMAP_LOCK_RWSEM_FIFO=y\n' >"$TAP_TREE/kernel/configs/mixed.config"
	ok "$series: the other way round they are chosen separately" "$rmaplock" kernels --series "$series" --check mixed
	rm "$TAP_TREE/kernel/configs/wrong.config" "$TAP_TREE/kernel/configs/mixed.config"
done

# The README's commands on one's own tree, on one that has the files that the series touches and Debian's .gitignore.
if command -v git >/dev/null; then
	export GIT_AUTHOR_NAME=nobody GIT_AUTHOR_EMAIL=nobody@example.org GIT_COMMITTER_NAME=nobody GIT_COMMITTER_EMAIL=nobody@example.org
	for series in $series_all; do
		own_tree=$TAP_TMP/own/$series
		mkdir -p "$own_tree"
		(cd "$cache/lock-kernels/build/$series/stock" &&
			cat "$TAP_ROOT/kernel/patches/$series"/*.patch | sed -n 's|^--- a/||p' | sort -u |
			while IFS= read -r file; do
				test ! -e "$file" || cp --parents -t "$own_tree" .gitignore "$file" # the series has a new file, too
			done)
		git_init=$(sed -n 's/^    \(git init[^#]*\).*/\1/p' "$TAP_ROOT/kernel/README.md")
		ok "$series: a tree of one's own can be put under git as the README says" sh -c "cd '$own_tree' && $git_init"
		ok "$series: and takes the series" sh -c "cd '$own_tree' && git am -q '$TAP_ROOT/kernel/patches/$series'/*.patch"
	done
else
	ok "a tree of one's own # SKIP there is no git here: install it with 'apt-get install git'" true
fi

first=$(echo "$TAP_TREE"/kernel/patches/6.1/0001-*.patch)
awk 'hunk && !done && /^ / { sub(/^ /, " x"); done = 1 } /^@@/ { hunk = 1 } { print }' "$first" >"$TAP_TMP/patch"
mv "$TAP_TMP/patch" "$first"
ends 1 "a patch that fits only with fuzz is refused" "$rmaplock" kernels --check rwsem
told "by its name" "${first##*/} does not fit linux-source-6.1"
# What a kernel is made of, by which it is known whether it is up to date.
stamp() {
	RMAPLOCK_ROOT=$TAP_TREE sh -c '. "$RMAPLOCK_ROOT/scripts/lib/common.sh"; . "$RMAPLOCK_ROOT/scripts/lib/kernels.sh"; kernels_stamp 6.1 timing rwsem'
}

patches=$TAP_TREE/kernel/patches/6.1
before=$(stamp)
sed -i '0,/^$/s/^$/\nAnother reason.\n/' "$patches"/0001-*.patch
ok "another changelog is no other kernel" test "$before" = "$(stamp)"
printf '%s\n' 'By hand.' '' '--- a/mm/rmap.c' '+++ b/mm/rmap.c' >"$patches/9999-by-hand.patch"
ok "a patch that is not git's is" test "$before" != "$(stamp)"
done_testing
