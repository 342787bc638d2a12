# SPDX-License-Identifier: GPL-2.0
# beside.R FOLDER...: R's wilcox.test on the same samples as rmaplock-analyse; how often the decision at 5 % is
# the same, and how far the ends of the intervals are apart.
decisions <- 0; same <- 0; ties <- 0; apart <- 0
for (folder in commandArgs(TRUE)) {
	s <- read.delim(file.path(folder, "samples.tsv"), skip = 1)
	ours <- read.delim(file.path(folder, "summary.tsv"), skip = 1, na.strings = "-")
	ours <- ours[ours$config == "copy" & ours$metric == "ops_per_sec", ]
	d <- log(s$ops_per_sec[s$config == "copy"] / s$ops_per_sec[s$config == "base"])
	if (any(duplicated(abs(d))) || any(d == 0)) { # R has no exact test then; ours has
		ties <- ties + 1
		next
	}
	r <- wilcox.test(d, conf.int = TRUE, exact = TRUE)
	decisions <- decisions + 1
	same <- same + ((r$p.value < 0.05) == (ours$p < 0.05))
	apart <- max(apart, abs(exp(r$conf.int) / c(ours$ratio_low, ours$ratio_high) - 1))
}
cat(sprintf("beside R: same decision in %d of %d (%d more have ties, where R is not exact); intervals at most %.1e apart\n",
	same, decisions, ties, apart))
