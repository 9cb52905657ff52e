/* The same for machines without SSE2 and NEON. */
#define JB_WORDS
#include "json_block_test.c"
