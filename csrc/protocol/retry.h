/* When to try again: full-jitter back-off and a retry budget shared by a client's calls.
 * Plain C, no Lua, no clock of its own. */
#ifndef PB_RETRY_H
#define PB_RETRY_H

#include <stdint.h>

/* A token bucket: when most calls fail, retries stop at once instead of doubling the load. */
struct rty_budget {
    double tokens;
    uint64_t random; /* state of the jitter's generator */
};

#define RTY_CAPACITY 500.0
#define RTY_COST 5.0 /* a retry after a refused or broken connection, or a gateway's answer */
#define RTY_COST_TIMEOUT 10.0 /* a retry after a time-out, which cost the server more */
/* Seconds: a call that is to wait longer ends instead, however much time it has. */
#define RTY_LONGEST 3600.0

void rty_init(struct rty_budget *b, uint64_t seed);
/* Takes what a retry costs: 1, or 0 when the budget is used up. */
int rty_take(struct rty_budget *b, double cost);
/* A call succeeded: gives some of it back. */
void rty_success(struct rty_budget *b);
/* Seconds to wait before attempt n + 1 (n counts from 1): random() * min(20, 0.25 * 2^n). */
double rty_delay(struct rty_budget *b, int n);

#endif
