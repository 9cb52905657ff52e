/* split(text, bytes): where an object's first long member array can be split, to be decoded in pieces of at least that many
 * bytes. Gives nothing where it cannot, else
 *   the positions of the commas between the pieces, and last that of the closing bracket;
 *   the member's name as JSON text, quotes included. */
#ifndef PB_SPLIT_H
#define PB_SPLIT_H

struct lua_State;

int split_borders(struct lua_State *L);

#endif
