/* As it is built for machines without SSE2 and NEON. */
#define JB_WORDS
#include "json_blocks.h"

int main(void)
{
    return check_blocks();
}
