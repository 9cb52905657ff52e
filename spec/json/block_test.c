/* As the decoder is built for this machine. */
#include "blocks.h"

int main(void)
{
    return check_blocks();
}
