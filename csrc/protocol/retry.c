#include "retry.h"

#define DELAY_BASE 0.25
#define DELAY_CAP 20.0

void rty_init(struct rty_budget *b, uint64_t seed)
{
    b->tokens = RTY_CAPACITY;
    b->random = seed;
}

int rty_take(struct rty_budget *b, double cost)
{
    if (b->tokens < cost)
        return 0;
    b->tokens -= cost;
    return 1;
}

void rty_success(struct rty_budget *b)
{
    b->tokens = b->tokens + 1 > RTY_CAPACITY ? RTY_CAPACITY : b->tokens + 1;
}

/* splitmix64: small, and jitter asks for no more. */
static double random_unit(struct rty_budget *b)
{
    uint64_t z = b->random += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

double rty_delay(struct rty_budget *b, int n)
{
    double top = DELAY_BASE;
    while (n-- > 0 && top < DELAY_CAP)
        top *= 2;
    return random_unit(b) * (top < DELAY_CAP ? top : DELAY_CAP);
}
