# SPDX-License-Identifier: GPL-2.0
# Lines `ours RATE` and `theirs RATE`, in pairs, whichever is first: a line with the medians, the median of the ratios and its
# distribution-free interval: from the k-th smallest to the k-th largest, for the largest k that covers 95 %; and how far the
# quartiles of each side's rates are apart.

$1 == "ours" || $1 == "theirs" {
	rate[$1, ++n[$1]] = $2
}

function sort(value, count,    i, j, swap) {
	for (i = 1; i <= count; i++)
		for (j = i + 1; j <= count; j++)
			if (value[j] < value[i]) {
				swap = value[i]
				value[i] = value[j]
				value[j] = swap
			}
}

# of sorted values: the one in the middle, or between the two there
function middle(value, count) {
	return (value[int((count + 1) / 2)] + value[int(count / 2) + 1]) / 2
}

# median[who], and spread[who]: the upper quartile by the lower
function summarize(who,    i, value, quarter) {
	for (i = 1; i <= n[who]; i++)
		value[i] = rate[who, i]
	sort(value, n[who])
	median[who] = middle(value, n[who])
	quarter = int((n[who] + 3) / 4)
	spread[who] = value[n[who] + 1 - quarter] / value[quarter]
}

# The median is below the k-th smallest with the chance of fewer than k heads in so many tosses; 0: no k covers 95 %.
function order(count,    k, chance, heads) {
	chance = heads = 2 ^ -count
	for (k = 0; chance <= 0.025; chance += heads)
		heads *= (count - k) / ++k
	return k
}

END {
	pairs = n["ours"]
	if (!pairs || pairs != n["theirs"]) {
		printf "%-18s one of both gave no result\n", test
		exit
	}
	for (i = 1; i <= pairs; i++)
		ratio[i] = rate["ours", i] / rate["theirs", i]
	sort(ratio, pairs)
	mid = middle(ratio, pairs)
	k = order(pairs)
	low = k ? ratio[k] : mid
	high = k ? ratio[pairs + 1 - k] : mid
	mark = mid > 1.1 || mid < 0.9 ? " *" : high > 1.1 || low < 0.9 ? " ?" : ""
	interval = k ? sprintf("%.2f to %.2f", low, high) : "-"
	summarize("theirs")
	summarize("ours")
	printf "%-18s %12.0f %12.0f %7.2f  %-15s %6.2f %6.2f%s\n", test, median["theirs"], median["ours"], mid, interval,
		spread["theirs"], spread["ours"], mark
}
