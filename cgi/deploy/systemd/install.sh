#!/bin/sh
# install.sh PREFIX DESTDIR UNITDIR -- what systemd has to know: the units (into
# UNITDIR), the user and the folders. Paths in them are those of Debian's
# package; with another PREFIX they become that.
prefix=$1 into=$2 units=$3
here=$(dirname "$0")

put() {
	install -d "$into$2" || exit 1
	sed "s|/usr/bin/|$prefix/bin/|; s|/usr/share/almanach|$prefix/share/almanach|" \
		"$here/$1" >"$into$2/${3:-$1}" || exit 1
	chmod 644 "$into$2/${3:-$1}"
}

for unit in almanach.socket almanach.service almanach-sync.service \
	almanach-sync.timer almanach-backup.service almanach-backup.timer; do
	put $unit "$units"
done
# The second is read by all whose names begin with "almanach-".
put confined.conf "$units/almanach.service.d"
put confined.conf "$units/almanach-.service.d"
put sysusers.conf "$prefix/lib/sysusers.d" almanach.conf
put tmpfiles.conf "$prefix/lib/tmpfiles.d" almanach.conf
