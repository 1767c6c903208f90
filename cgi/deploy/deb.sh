#!/bin/sh
# deb.sh VERSION BUILD -- BUILD/almanach_VERSION_ARCH.deb, made from the archive
# of `make dist`, and looked at by lintian: an error or a warning of its is one
# of ours.
version=$1 build=$2
place=$build/deb

rm -rf "$place" && mkdir -p "$place" || exit 1
tar -xzf "$build/almanach-$version.tar.gz" -C "$place" || exit 1
tree=$place/almanach-$version
cp -R "$tree/cgi/deploy/debian" "$tree/debian" || exit 1
SOURCE_DATE_EPOCH=$(stat -c %Y "$tree/Makefile")
export SOURCE_DATE_EPOCH
sed -e "s/@VERSION@/$version/" \
	-e "s/@DATE@/$(date -u -R -d "@$SOURCE_DATE_EPOCH")/" \
	cgi/deploy/debian/changelog >"$tree/debian/changelog"

(cd "$tree" && dpkg-buildpackage -us -uc -b) >"$place/log" 2>&1 || {
	tail -n 30 "$place/log" >&2
	echo "almanach: the package was not built; $place/log has all of it." >&2
	exit 1
}
lintian --allow-root --fail-on error,warning "$place"/*.changes || {
	echo "almanach: lintian is not content with the package." >&2
	exit 1
}
cp "$place"/almanach_*.deb "$build" && ls "$build"/almanach_"$version"_*.deb
