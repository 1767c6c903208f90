#!/bin/sh
# install.sh PREFIX DESTDIR UNITDIR -- what systemd has to know: the units (into
# UNITDIR), the user and the folders. Paths in them are those of Debian's
# package; with another PREFIX they become that.
prefix=$1 into=$2 units=$3
here=$(dirname "$0")

put() {
	install -d "$into$2" || exit 1
	sed "s|/usr/bin/|$prefix/bin/|; s|/usr/share/almanach|$prefix/share/almanach|" \
		"$1" >"$into$2/$3" || exit 1
	chmod 644 "$into$2/$3"
}

for unit in "$here"/almanach* "$here"/../scale/almanach*; do
	put "$unit" "$units" "${unit##*/}"
done
# The second is read by all whose names begin with "almanach-".
put "$here/confined.conf" "$units/almanach.service.d" confined.conf
put "$here/confined.conf" "$units/almanach-.service.d" confined.conf
put "$here/sysusers.conf" "$prefix/lib/sysusers.d" almanach.conf
put "$here/tmpfiles.conf" "$prefix/lib/tmpfiles.d" almanach.conf
