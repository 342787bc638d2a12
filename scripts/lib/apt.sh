# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# apt for users who may not be root: look up and download packages without installing them. Needs common.sh.
# The machine's package lists are used as they are; where they are missing or out of date, private ones in the cache.

APT_PRIVATE=$RMAPLOCK_CACHE/apt

# The sandbox user _apt cannot write into a user's cache: as root, download as root and be spared the warning.
apt_run() {
	ar_tool=$1
	shift
	"$ar_tool" -q -o APT::Sandbox::User=root ${APT_LISTS:+-o "Dir::State::Lists=$APT_LISTS"} \
		${APT_LISTS:+-o "Dir::Cache=$APT_PRIVATE/cache"} "$@"
}

# apt_private: go on with lists of our own, made now.
apt_private() {
	test -z "${APT_LISTS:-}" || return 1
	APT_LISTS=$APT_PRIVATE/lists
	mkdir -p "$APT_LISTS/partial" "$APT_PRIVATE/cache/archives/partial"
	apt_run apt-get update >"$APT_PRIVATE/log" 2>&1
}

# apt_depends PACKAGE REGEX: print the packages that PACKAGE depends on and whose whole name matches.
apt_depends() {
	ad_found=$(apt_depends_now "$1" "$2")
	if test -z "$ad_found" && apt_private; then
		ad_found=$(apt_depends_now "$1" "$2")
	fi
	test -n "$ad_found" ||
		die "$EXIT_UNAVAILABLE" "Debian's archive has no $1 here: see 'apt-cache policy $1', run 'apt-get update', or set RMAPLOCK_KERNEL to a kernel that it has"
	printf '%s\n' "$ad_found"
}

apt_depends_now() {
	apt_run apt-cache depends --no-recommends "$1" 2>/dev/null |
		awk -v wanted="^($2)\$" '$1 == "Depends:" && $2 ~ wanted { print $2 }'
}

# apt_download FOLDER PACKAGE...: put the .deb files there.
apt_download() {
	al_dir=$1
	shift
	apt_download_now "$al_dir" "$@" && return
	apt_private && apt_download_now "$al_dir" "$@" && return
	die "$EXIT_UNAVAILABLE" "cannot download $*: $(grep '^E:' "$al_dir/log" | head -n 1)"
}

apt_download_now() (
	cd "$1" || exit
	shift
	apt_run apt-get download "$@" >log 2>&1
)
