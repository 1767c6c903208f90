#!/bin/sh
# man.sh PROGRAM -- its manual page, made from what it says of itself.
program=$1

# Dots and quotes at the begin of a line, and backslashes, mean something to
# troff; hyphens are to be copied as such.
plain() {
	sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"
}

cat <<HEAD
.TH ALMANACH 1 "" "Almanach"
.SH NAME
almanach \- the pocket programme of a festival
.SH SYNOPSIS
.B almanach
.I command
.RI [ option ...]
.SH DESCRIPTION
Brings in the events of a festival, sorts them by rules that editors write,
and answers visitors behind a web server.
Without a command, and with a web server's request in its environment, it is a
CGI program.
HEAD
echo '.SH COMMANDS'
"$program" help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p' |
	while read -r command; do
		echo ".SS $command"
		echo .nf
		"$program" help "$command" 2>/dev/null | plain
		echo .fi
	done
cat <<FOOT
.SH ENVIRONMENT
Options of all commands may stand in the environment instead:
.BR ALMANACH_DB ,
.BR ALMANACH_SCRIPTS ,
.BR ALMANACH_WWW ,
.BR ALMANACH_URL ,
.B ALMANACH_BASE
and
.BR ALMANACH_NOW .
Others are there alone:
.TP
.B ALMANACH_LOG=json
lines of the log are JSON objects
.TP
.B ALMANACH_ACCESS=on
a line for each request
.TP
.B ALMANACH_SEARCHES=off
searches that find nothing are not counted
.TP
.B ALMANACH_WORKER=off
phones give back what they keep
.TP
.B ALMANACH_CA_FILE
whom to trust when other machines are asked, instead of the system's authorities
.SH FILES
.TP
.I /var/lib/almanach/almanach.db
the database
.TP
.I /var/lib/almanach/scripts
the rules
.TP
.I /etc/default/almanach
the environment of the services
.TP
.I /run/almanach.sock
the socket for the web server
.SH EXIT STATUS
0, 1 for bad input, 2 for a wrong command line, 3 for trouble with the machine.
FOOT
