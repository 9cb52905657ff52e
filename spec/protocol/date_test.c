/* The dates that servers write. */
#include "protocol/date.h"

#include "support/check.h"

#include <string.h>

static double portabilling(const char *text)
{
    return date_portabilling(text, strlen(text));
}

int main(void)
{
    check("PortaBilling's dates", portabilling("1970-01-01 00:00:00") == 0 &&
                                      portabilling("2023-06-15 10:20:30") == 1686824430 &&
                                      portabilling("2024-02-29 23:59:59") == 1709251199);
    check("what is none is 0", portabilling("2023-06-15") == 0 && portabilling("never") == 0 &&
                                   portabilling("2023-13-15 10:20:30") == 0 &&
                                   portabilling("2023-06-15T10:20:30") == 0);
    check("HTTP's dates, in each of the three forms",
          date_http("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777 &&
              date_http("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777 &&
              date_http("Sun Nov  6 08:49:37 1994") == 784111777);
    check("what is none is 0, too", date_http("") == 0 && date_http("soon") == 0 &&
                                        date_http("Sun, 06 Foo 1994 08:49:37 GMT") == 0 &&
                                        date_http("Sun, 06 Nov") == 0);
    check("Retry-After in seconds", date_retry_after("7", 0) == 7 &&
                                        date_retry_after(" 0", 0) == 0 &&
                                        date_retry_after("120 ", 5) == 120);
    check("Retry-After as a date, before and after now",
          date_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784111770) == 7 &&
              date_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784111800) == 0);
    check("Retry-After that nobody understands", date_retry_after("later", 0) == -1 &&
                                                     date_retry_after("-5", 0) == -1 &&
                                                     date_retry_after("", 0) == -1);
    return check_failures > 0;
}
