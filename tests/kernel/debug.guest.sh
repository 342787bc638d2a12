# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Run in the guest by debug.t and mutants.t; SECONDS_EACH, RECLAIM_MIB and STEPS, the steps that are wanted, come before it.
echo $((RECLAIM_MIB * 1024 * 1024 * 2)) >/sys/block/zram0/disksize
mkswap /dev/zram0 >/dev/null && swapon /dev/zram0
wanted() {
	case " $STEPS " in
	*" $1 "*) step "$@" ;;
	esac
}
wanted all-locks all-locks 1000
wanted storm storm "$SECONDS_EACH" 8
wanted tmpfs tmpfs "$SECONDS_EACH" 6
wanted reclaim reclaim "$SECONDS_EACH" "$RECLAIM_MIB"
both() {
	storm "$SECONDS_EACH" 4 &
	both_storm=$!
	reclaim "$SECONDS_EACH" "$RECLAIM_MIB" && wait "$both_storm"
}
wanted both both
# shellcheck disable=SC2016 # $ of awk
wanted swapped awk '$1 == "pswpout" && $2 > 1000 { found = 1 } END { exit !found }' /proc/vmstat
