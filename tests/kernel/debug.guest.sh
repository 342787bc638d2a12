# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Run in the guest by debug.t, which puts SECONDS_EACH and RECLAIM_MIB in front of it.
echo $((RECLAIM_MIB * 1024 * 1024 * 2)) >/sys/block/zram0/disksize
mkswap /dev/zram0 >/dev/null && swapon /dev/zram0
step all-locks all-locks 1000
step storm storm "$SECONDS_EACH" 8
step tmpfs tmpfs "$SECONDS_EACH" 6
step reclaim reclaim "$SECONDS_EACH" "$RECLAIM_MIB"
both() {
	storm "$SECONDS_EACH" 4 &
	both_storm=$!
	reclaim "$SECONDS_EACH" "$RECLAIM_MIB" && wait "$both_storm"
}
step both both
# shellcheck disable=SC2016 # $ of awk
step swapped awk '$1 == "pswpout" && $2 > 1000 { found = 1 } END { exit !found }' /proc/vmstat
