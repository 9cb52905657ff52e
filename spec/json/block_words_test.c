/* As it is built for machines without SSE2 and NEON. */
#define JB_WORDS
#include "blocks.h"

int main(void)
{
    return check_blocks();
}
