#!/bin/sh
# dist.sh VERSION BUILD -- BUILD/almanach-VERSION.tar.gz: what the repository
# has, and in www/ready what pages are made of, so that building it needs neither
# node nor npm. The same commit gives the same bytes.
version=$1 build=$2 name=almanach-$1
stage=$build/dist/$name

when=$(git log -1 --format=%ct) || {
	echo "almanach: make dist needs a checkout of git: it takes the files that" \
		"git knows." >&2
	exit 1
}
rm -rf "$build/dist"
mkdir -p "$stage/www/ready" || exit 1
git ls-files -z | xargs -0 cp --parents -t "$stage" || exit 1
sed -i "s/^VERSION := .*/VERSION := $version/" "$stage/Makefile" || exit 1
cp -R build/www/. "$stage/www/ready" && rm -f "$stage/www/ready/made" || exit 1
tar --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner \
	--mode=u=rwX,go=rX -C "$build/dist" -cf "$build/dist/$name.tar" "$name" &&
	gzip -9n <"$build/dist/$name.tar" >"$build/$name.tar.gz" || exit 1
rm -rf "$build/dist"
echo "$build/$name.tar.gz: $(stat -c %s "$build/$name.tar.gz") bytes"
