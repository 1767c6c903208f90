#!/bin/sh
# compile.sh INTO -- compile better-sqlite3 in INTO/node_modules from the source
# that came with it, with node's own headers. Its install script would first
# try to fetch it compiled from somewhere else.
cd "$1/node_modules/better-sqlite3" || exit 1
nodedir=$(node -p 'path.resolve(process.execPath, "../..")')
npm run build-release --nodedir="$nodedir" >../../compile.log 2>&1 || {
	echo "almanach: better-sqlite3 does not compile here; $1/compile.log says" \
		"why. The benchmark goes without Node." >&2
}
exit 0
