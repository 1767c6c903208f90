# inside.sh -- the trial of the package, as root in a Debian that has booted. Each
# line of its output is "ok WHAT" or "not ok WHAT"; the last is "end".
cd /root || exit 1
export DEBIAN_FRONTEND=noninteractive
site=http://127.0.0.1:80/programme
rules=/var/lib/almanach/scripts

# sure WHAT COMMAND...: the command succeeds.
sure() {
	what=$1
	shift
	if "$@" >last 2>&1; then
		echo "ok $what"
	else
		echo "not ok $what: $(tail -n 3 last | tr '\n' ' ')"
	fi
}

# answers STATUS PATH [TEXT]: so does the site, within 5 seconds.
answers() {
	for _ in $(seq 50); do
		got=$(curl -s -o body -w '%{http_code}' "$site$2")
		[ "$got" = "$1" ] && grep -q -- "${3:-}" body && return
		sleep 0.1
	done
	echo "$2 is $got"
	head -c 300 body
	return 1
}

# loaded WHAT SECONDS COMMAND: while visitors ask as fast as they can, the command
# is done; nobody is turned away, though some may wait. With an Authorization nginx asks the program
# each time.
loaded() {
	what=$1
	wrk -t1 -c16 -d"$2" --timeout 20s -H 'Authorization: Bearer x' "$site/events?day=2025-11-20" >load 2>&1 &
	load=$!
	sleep 1
	if ! sh -c "$3" >last 2>&1; then
		wait $load
		echo "not ok $what: $(tail -n 3 last | tr '\n' ' ')"
		return
	fi
	wait $load
	asked=$(sed -n 's/^ *\([0-9]*\) requests in.*/\1/p' load)
	if [ "${asked:-0}" -gt 100 ] && ! grep -qE 'Non-2xx|Socket errors' load; then
		echo "ok $what: $asked requests, none failed"
	else
		echo "not ok $what: $asked requests, $(grep -E 'Non-2xx|Socket errors' load | tr '\n' ' ')"
	fi
}

brought() { # FILE...: as the program's own user
	runuser -u almanach -- almanach import --schema /root/sample/schema.json \
		--source semaine "$@"
}

journal() { # has it a line about this, soon?
	for _ in $(seq 50); do
		journalctl -u almanach -o cat | grep "^{.*$1" && return
		sleep 0.1
	done
	return 1
}

current() { # does everybody run the program that is installed?
	for pid in $(pidof almanach); do
		[ "$(readlink /proc/$pid/exe)" = /usr/bin/almanach ] || return 1
	done
}

traces() { # what is left of it on the disk
	find / -xdev -name '*almanach*' -not -path '/root/*' -not -path '/proc/*' \
		-not -path '/sys/*' -not -path '/var/lib/dpkg/*' \
		-not -path '/var/cache/apt/*' -not -path '/var/log/*' \
		-not -path '/etc/nginx/*' -not -path '/var/lib/nginx/*' \
		-not -path '/run/*' | tee left
	[ ! -s left ]
}

chmod 755 /root
sure 'installs' dpkg -i first.deb
cp last installing
sure 'installs without a complaint' sh -c '! grep -i "fail\|error" installing'
sure 'listens' systemctl is-active almanach.socket
sure 'is in no web server by itself' sh -c '! grep -rl almanach /etc/nginx'
sure 'its folder is its own' sh -c \
	'[ "$(stat -c "%U %a" /var/lib/almanach)" = "almanach 750" ]'
sure 'it has a folder for its backups' sh -c \
	'[ "$(stat -c "%U %a" /var/backups/almanach)" = "almanach 700" ]'
sure 'its rules are its own' sh -c \
	"[ \"\$(stat -c %U $rules $rules/programme.lua $rules/rules/visit.lua | uniq)\" = almanach ]"

cp /usr/share/almanach/deploy/nginx/almanach.conf \
	/etc/nginx/snippets/almanach.conf
cp /usr/share/almanach/deploy/nginx/almanach-http.conf \
	/etc/nginx/conf.d/almanach.conf
cp site.conf /etc/nginx/sites-available/trial
printf 'ada:%s\n' "$(perl -e 'print crypt("one", "\$6\$saltsalt")')" >/etc/almanach/editors
ln -sf ../sites-available/trial /etc/nginx/sites-enabled/trial
rm -f /etc/nginx/sites-enabled/default
sure 'nginx likes its example' nginx -t
sure 'nginx takes it' systemctl restart nginx
sure 'says what to do where there is nothing' answers 503 / 'almanach import'

sure 'brings in events' brought sample/events-*.json
sure 'shows them' answers 200 '/events?day=2025-11-20'
sure 'has its static files served' sh -c "curl -s $site/ | \
	grep -o '/programme/static/[^\"]*css' | head -n 1 | \
	xargs -I% curl -sf -o /dev/null http://127.0.0.1%"
sed -i 's/label = { fr = "Visites"/label = { fr = "Tours"/' $rules/rules/visit.lua
sure 'publishes a rule that was saved' answers 200 / Tours
chown www-data $rules/rules/visit.lua # whoever edits may own what they edit
echo 'ALMANACH_SEARCHES=on' >>/etc/default/almanach
sure 'is content with itself' runuser -u almanach -- almanach status
echo 'return {' >$rules/rules/broken.lua
sure 'tells in the journal what is wrong, as JSON' journal broken
rm $rules/rules/broken.lua
sure 'asks editors who they are' answers 401 /edit/
sure 'lets editors in' sh -c "curl -sf -u ada:one $site/edit/ | grep -q '</h1>'"
echo "ok exposure: $(systemd-analyze security almanach.service | tail -n 1 |
	sed 's/.*: \([0-9.]*\).*/\1/')"

loaded 'restarted each second, eight times' 12 \
	'for i in 1 2 3 4 5 6 7 8; do systemctl restart almanach || exit; sleep 1; done'
loaded 'reloaded each half second, sixteen times' 12 \
	'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do systemctl reload almanach || exit; sleep 0.5; done'
loaded 'its parent killed each second, eight times' 12 \
	'for i in 1 2 3 4 5 6 7 8; do systemctl kill -s KILL --kill-whom=main almanach || exit; sleep 1; done'
# Rules and settings were changed here, and by the next version too: as where
# upgrades are installed without anybody who could be asked.
loaded 'upgraded' 10 'dpkg --force-confdef --force-confold -i second.deb'
sure 'everybody runs the new program' current
sure 'the version is the new one' sh -c \
	'dpkg-query -W -f "\${Version}" almanach | grep -qx 0.1.1'
sure 'an edited rule survives' grep -q 'fr = "Tours"' $rules/rules/visit.lua
sure 'an edited rule keeps its owner' sh -c \
	"[ \"\$(stat -c %U $rules/rules/visit.lua)\" = www-data ]"
sure 'the rule that is shipped stands beside' grep -q 'next version' \
	/usr/share/almanach/scripts/rules/visit.lua
sure 'edited settings survive' grep -qx ALMANACH_SEARCHES=on /etc/default/almanach
sure 'backs up' sh -c \
	'systemctl start almanach-backup && ls /var/backups/almanach/*.db'

rm -f /etc/nginx/sites-enabled/trial
sure 'purges' dpkg --purge almanach
sure 'leaves nothing' traces
sure 'no process is left' sh -c '! pidof almanach'
echo end
