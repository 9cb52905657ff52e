/* cut(text, bytes): an object whose first long member array is decoded in pieces. Gives nothing where there is none, else
 *   the object, with the array's first elements only;
 *   the member's name as JSON text, quotes included;
 *   the other elements: arrays as JSON texts of at least that many bytes (the last one may be shorter). */
#ifndef CUT_H
#define CUT_H

struct lua_State;

int cut_pieces(struct lua_State *L);

#endif
