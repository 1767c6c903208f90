#!/bin/sh
# npm.sh FROM INTO -- install the npm packages that FROM/package-lock.json
# names into the folder INTO. They serve the build and the tests; no package's
# own script is run. Silent unless it fails.
from=$1 into=$2
command -v npm >/dev/null || {
	echo "almanach: npm is missing; please install Debian's npm package." >&2
	exit 1
}
rm -rf "$into"
mkdir -p "$into" || exit 1
cp "$from/package.json" "$from/package-lock.json" "$into" || exit 1
log=$into/npm.log
(cd "$into" && exec npm ci --ignore-scripts --prefer-offline --no-audit \
	--no-fund --loglevel=error --fetch-retry-mintimeout=1000 \
	--fetch-retry-maxtimeout=5000) >"$log" 2>&1 && exit 0

if grep -qE 'ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH' "$log"
then why="the package registry cannot be reached (no network?)"
else why="npm failed"
fi
echo "almanach: the packages of $from/ are not installed: $why." >&2
echo "    npm's own words are in $log; make again carries on." >&2
exit 1
