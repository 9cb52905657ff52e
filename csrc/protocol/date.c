#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Days since 1970-01-01 of a Gregorian date. */
static double days(int y, int m, int d)
{
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097.0 + doe - 719468;
}

struct parts {
    int year, month, day, hour, minute, second;
};

static double seconds(const struct parts *p)
{
    if (p->month < 1 || p->month > 12 || p->day < 1 || p->day > 31)
        return 0;
    return days(p->year, p->month, p->day) * 86400 + p->hour * 3600 + p->minute * 60 + p->second;
}

double date_portabilling(const char *text, size_t len)
{
    char copy[20];
    struct parts p;
    if (len != 19)
        return 0;
    memcpy(copy, text, 19);
    copy[19] = 0;
    if (sscanf(copy, "%4d-%2d-%2d %2d:%2d:%2d", &p.year, &p.month, &p.day, &p.hour, &p.minute,
               &p.second) != 6)
        return 0;
    return seconds(&p);
}

static int month_of(const char *name)
{
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int i = 0; i < 12; i++)
        if (strcasecmp(name, names[i]) == 0)
            return i + 1;
    return 0;
}

double date_http(const char *text)
{
    struct parts p;
    char month[4] = "", zone[4] = "";
    if (sscanf(text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d %3[A-Z]", &p.day, month, &p.year,
               &p.hour, &p.minute, &p.second, zone) == 7) {
        /* the usual one */
    } else if (sscanf(text, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d %3[A-Z]", &p.day, month,
                      &p.year, &p.hour, &p.minute, &p.second, zone) == 7) {
        p.year += p.year < 70 ? 2000 : 1900;
    } else if (sscanf(text, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d", month, &p.day, &p.hour,
                      &p.minute, &p.second, &p.year) != 6) {
        return 0;
    }
    p.month = month_of(month);
    return seconds(&p);
}

double date_retry_after(const char *text, double now)
{
    while (*text == ' ' || *text == '\t')
        text++;
    if (*text >= '0' && *text <= '9')
        return (double)strtoull(text, NULL, 10);
    double date = date_http(text);
    if (date <= 0)
        return -1;
    return date > now ? date - now : 0;
}
