#!/bin/sh
# supervise.sh COMMAND... -- holds the socket almanach.sock and runs a command
# at it, again and again, as systemd does with Restart=always: the command finds
# the socket as descriptor 3. Its pid is in the file `running`. Ends, and ends it,
# on SIGTERM.
# The holder passes on only what is named to it.
exec systemd-socket-activate -E PATH \
	$(env | sed -n 's/^\(ALMANACH_[A-Z]*\)=.*/-E \1/p') -l "$PWD/almanach.sock" sh -c '
	trap "exit 0" TERM
	trap "kill \$(cat running) 2>/dev/null; wait" EXIT
	while :; do
		"$@" &
		echo $! >running.new && mv running.new running
		wait $!
	done' sh "$@"
