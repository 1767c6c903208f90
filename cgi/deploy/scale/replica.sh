#!/bin/sh
# replica.sh URL FILE [SECONDS] -- keep FILE as URL has it: asked each second,
# or so many, by its ETag; looked at by `almanach verify` before it takes the
# place of the one of before. What goes wrong is told once; FILE stays.
#
# A replica runs it twice, for almanach.db-live and almanach.backup
# (almanach-replica@.service), and beside it `almanach serve --replica`.
#
# ALMANACH is the program, if it is not in the PATH.
url=${1:?URL FILE [SECONDS]} file=${2:?URL FILE [SECONDS]} rest=${3:-1}
program=${ALMANACH:-almanach}
part=$file.part tag=$file.etag
umask 027
trap 'rm -f "$part" "$tag.new"; exit 0' INT TERM

# A server that is silent for 2 s has nothing to say.
fetch() {
	curl -sS -o "$part" -w '%{http_code}' --compressed --connect-timeout 2 \
		--speed-time 2 --speed-limit 1000 \
		--etag-compare "$tag" --etag-save "$tag.new" "$url" 2>&1
}

# What has come takes its place, with its tag behind it: in the other order a
# loss of power between them would keep an old file for ever.
keep() {
	said=$("$program" verify "$part" 2>&1) || return
	mv "$part" "$file" && mv "$tag.new" "$tag"
}

pull() {
	rm -f "$part"
	[ -e "$file" ] || rm -f "$tag"
	said=$(fetch | tr '\n' ' ')
	case $said in
	200) keep ;;
	304) ;;
	*) false ;;
	esac
}

last=
while :; do
	if pull; then said=; fi
	[ "$said" = "$last" ] || echo "replica: $url: ${said:-well again}" >&2
	last=$said
	sleep "$rest" &
	wait $!
done
