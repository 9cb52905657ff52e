/* Dates as servers write them, all in UTC. Plain C, no Lua; asks no clock and no locale. */
#ifndef PB_DATE_H
#define PB_DATE_H

#include <stddef.h>

/* Seconds since 1970 of "YYYY-MM-DD hh:mm:ss"; 0 for anything else. */
double date_portabilling(const char *text, size_t len);
/* The same of HTTP's dates, in each of the three forms (RFC 9110, 5.6.7). */
double date_http(const char *text);
/* Seconds that a Retry-After header asks to wait: a number, or a date, which is compared with `now` (seconds since 1970, by
 * the server's own Date header where it sent one). -1: it says nothing that could be understood. */
double date_retry_after(const char *text, double now);

#endif
