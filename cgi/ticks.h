/*
 * ticks.h -- the clock that nobody sets: how long something took, and when it
 * has taken too long.  It says nothing of the time of day; that is the moment
 * (query.h), and settings_seconds().
 */
#ifndef TICKS_H
#define TICKS_H

#include <stdint.h>

int64_t ticks_us(void); /* microseconds since some moment of the past */
int64_t ticks_ms(void); /* milliseconds */

#endif
