#!/bin/sh
# run.sh BUILD PORT BASE -- the sample festival behind its own nginx on
# 127.0.0.1:PORT, under the path BASE ("" for the root). Ctrl-C stops all.
#
# Everything that is written goes to BUILD/run, or to the folder RUN, which is
# below this one. SCRIPTS names another folder of rules, EVENTS other files to
# import with SCHEMA, NOW another clock; the second festival of db/sample is run
# so.
top=$(pwd) build=$1 port=$2 base=${3%/}
program=$top/$build/almanach
scripts=${SCRIPTS:-scripts}
case $scripts in /*) ;; *) scripts=$top/$scripts ;; esac
run=${RUN:-$build/run}
mkdir -p "$run/tmp" || exit 1

case $port in
'' | *[!0-9]*)
	echo "almanach: \"$port\" is not a port; say for example PORT=8081" >&2
	exit 1
	;;
esac

# The clock of the demonstration stands still; the programme came in the day
# before.
ALMANACH_NOW=${NOW:-2025-11-19T10:00:00+01:00}
ALMANACH_DB=$run/${DB:-almanach}.db
ALMANACH_SCRIPTS=$scripts
ALMANACH_WWW=build/www
ALMANACH_URL=${URL:-http://127.0.0.1:$port$base}
export ALMANACH_URL ALMANACH_NOW ALMANACH_DB ALMANACH_SCRIPTS ALMANACH_WWW

bring() {
	"$program" import --now "${IMPORTED:-2025-11-18T18:00:00+01:00}" "$@" \
		>"$run/import.log" || {
		cat "$run/import.log" >&2
		exit 1
	}
}
if [ -n "$EVENTS" ]; then
	bring --schema "$SCHEMA" --source sample $EVENTS
else
	bring --no-publish --schema db/sample/schema.json \
		--source communique db/sample/communique.json
	bring --schema db/sample/schema.json --source semaine \
		build/sample/events-*.json
fi
tail -n 1 "$run/import.log"

ALMANACH_DB=$top/$ALMANACH_DB
ALMANACH_WWW=$top/build/www
sed -e "s|@PORT@|$port|" -e "s|@WWW@|$ALMANACH_WWW|" -e "s|@BASE@|$base|" \
	-e "s|@PID@|$$|" cgi/deploy/nginx.dev.conf >"$run/nginx.conf"
cd "$run" || exit 1
# An editor's account, of today: the web server keeps it, as everywhere.
password=$(head -c 9 /dev/urandom | base64 | tr +/ ab)
salt=$(head -c 9 /dev/urandom | base64 | tr +/ ./)
(umask 077 && perl -e 'print "editor:", crypt($ARGV[0], "\$6\$$ARGV[1]"), "\n"' \
	"$password" "$salt" >editors-$$) || exit 1
nginx=$(command -v nginx || echo /usr/sbin/nginx)
# As root nginx would become nobody, who may not use our socket.
if [ "$(id -u)" = 0 ]; then global='user root;'; else global=; fi
pid=nginx-$$.pid
"$program" serve --socket almanach.sock --base "$base/" &
app=$!
"$nginx" -e stderr -p . -c "$PWD/nginx.conf" -g "$global" 2>nginx-$port.log &
web=$!
stop() {
	trap '' INT TERM
	kill "$web" "$app" 2>/dev/null
	wait
	rm -f "$pid" editors-$$
}
trap 'stop; echo; echo "almanach: stopped."; exit 0' INT TERM

# nginx writes its pid file only once it has the port.
while kill -0 "$web" 2>/dev/null && [ ! -s $pid ]; do sleep 0.1; done
if [ -s $pid ] && kill -0 "$app" 2>/dev/null; then
	echo "almanach: http://127.0.0.1:$port$base/   (Ctrl-C stops it)"
	echo "almanach: editors at http://127.0.0.1:$port$base/edit/   user editor, password $password"
	wait "$web"
fi
stop
if grep -q 'bind() .* failed' nginx-$port.log; then
	echo "almanach: port $port is taken; try another one: make run PORT=$((port + 1))" >&2
else
	cat nginx-$port.log >&2
	echo "almanach: a part of it has ended; the lines above say why." >&2
fi
exit 1
