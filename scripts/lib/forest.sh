# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# The picture of several runs: each config's ratio to the baseline of its own run. Needs common.sh.

# forest_table RUN...: of analysed folders, called A, B, C...
forest_table() {
	printf '# rmaplock forest 1\nrun\tconfig\tbaseline\tworkload\tparams\ttasks\tn\tratio\tratio_low\tratio_high\tnoise_floor\tverdict\n'
	ft_letters=ABCDEFGHIJKLMNOPQRSTUVWXYZ
	for ft_run; do
		awk -F '\t' -v OFS='\t' -v letter="${ft_letters%"${ft_letters#?}"}" '
			FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
			FNR > 2 && $column["metric"] == "ops_per_sec" {
				print letter, $column["config"], $column["baseline"], $column["workload"], $column["params"], $column["tasks"],
					$column["n"], $column["ratio"], $column["ratio_low"], $column["ratio_high"], $column["noise_floor"],
					$column["verdict"]
			}' "$ft_run/summary.tsv"
		ft_letters=${ft_letters#?}
	done
}

# forest_env RUN...: what the caption says of all of them together; nothing if one has no env.json.
forest_env() {
	for fe_run; do
		test -e "$fe_run/env.json" || return 0
		cat "$fe_run/env.json"
	done | jq -s 'def all(f): [.[] | f // "unknown"] | unique | join(" and ");
		{subject: all(.subject), target: all(.target), accelerator: all(.accelerator), emulated: any(.emulated == true or .accelerator == "tcg" or .accelerator == "icount"),
		 kernel: {release: all(.kernel.release)},
		 run: {id: [. as $env | range($env | length) | ([65 + .] | implode) + " " + ($env[.].run.id // "unknown")] | join(", ")}}'
}

# forest_draw FOLDER OUT FORCED RUN...: FOLDER is for the table, FORCED what was overruled, or ''.
forest_draw() {
	fd_folder=$1 fd_out=$2 fd_forced=$3
	shift 3
	forest_table "$@" >"$fd_folder/forest.tsv"
	forest_env "$@" >"$fd_folder/env.json"
	test -s "$fd_folder/env.json" || rm "$fd_folder/env.json"
	FORCED=$fd_forced LC_ALL=C.UTF-8 gnuplot -c "$RMAPLOCK_ROOT/plots/forest/forest.gp" "$fd_folder/forest.tsv" "$fd_out"
}
