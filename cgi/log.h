/* log.h -- one line on stderr for whoever runs the program. */
#ifndef LOG_H
#define LOG_H

/*
 * Write one line: "almanach: TEXT".  Control characters in it become '?', so
 * that nothing from outside can forge a line or command a terminal.  At most
 * 1000 bytes, the line feed counted; never fails, and leaves errno alone.
 * Visitors' addresses and queries are never logged.
 */
void log_line(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
