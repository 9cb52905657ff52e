/* As the decoder is built for this machine. */
#include "json_blocks.h"

int main(void)
{
    return check_blocks();
}
