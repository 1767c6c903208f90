#!/bin/sh
# need.sh WHAT... -- is what we need here? If not: say what is missing and,
# with consent, install it.
#
# WHAT is a Debian 12 package, or command:package where any command of that
# name will do. A person at a terminal is asked; YES=1 answers yes; where
# nobody can answer, the command is printed and we stop.
PATH=$PATH:/usr/sbin:/sbin
miss=
for what in "$@"; do
	case $what in
	*:*) command -v "${what%%:*}" >/dev/null || miss="$miss ${what#*:}" ;;
	*)
		state=$(dpkg-query -W -f='${db:Status-Status}' "$what" 2>/dev/null)
		[ "$state" = installed ] || miss="$miss $what"
		;;
	esac
done
[ -z "$miss" ] && exit 0

if ! command -v apt-get >/dev/null; then
	echo "almanach needs (names as in Debian 12):$miss" >&2
	exit 1
fi
if [ "$(id -u)" = 0 ]; then root=; else root=sudo; fi
command="${root:+$root }apt-get install -y --no-install-recommends$miss"
if [ -n "$root" ] && ! command -v sudo >/dev/null; then
	echo "almanach needs packages that only an administrator can install:" >&2
	echo "    apt-get install -y --no-install-recommends$miss" >&2
	exit 1
fi
echo "almanach needs these Debian packages, which are not installed:$miss"
if [ "$YES" != 1 ]; then
	if [ ! -t 0 ]; then
		echo "Please run:  $command" >&2
		echo "or let make do it, with YES=1 on its command line." >&2
		exit 1
	fi
	printf 'Run "%s" now? [Y/n] ' "$command"
	read -r answer
	case $answer in
	'' | [yYoOjJsS]*) ;;
	*)
		echo "Not installed. Install them yourself and come back." >&2
		exit 1
		;;
	esac
fi

# Debian's web servers start themselves, on port 80, as soon as they are
# installed. The system's own switch against that is policy-rc.d; one that is
# already there is respected.
servers='nginx apache2 lighttpd caddy varnish'
policy=/usr/sbin/policy-rc.d
made=
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' | $root tee $policy >/dev/null
	$root chmod 755 $policy
	made=1
fi
for package in $miss; do
	apt-cache show "$package" >/dev/null 2>&1 || {
		$root apt-get update -qq
		break
	}
done
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	--no-install-recommends $miss >/dev/null
status=$?
if [ "$made" = 1 ]; then
	$root rm -f $policy
	for server in $servers; do
		case " $miss " in
		*" $server "*)
			[ ! -d /run/systemd/system ] ||
				$root systemctl disable -q "$server" 2>/dev/null
			;;
		esac
	done
fi
if [ $status != 0 ]; then
	echo "almanach: installing failed; the lines above say why. By hand:" >&2
	echo "    $command" >&2
fi
exit $status
